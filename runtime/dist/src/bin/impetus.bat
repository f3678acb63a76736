@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Copyright The Impetus Authors
rem
rem Starts the command line. JAVA_HOME chooses the Java, IMPETUS_OPTS holds further JVM options.
setlocal
for %%i in ("%~dp0..") do set "IMPETUS_DIR=%%~fi"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
rem Products of the size of a step lose by a second thread. ND4J's own threads are set by a specification's "threads".
if not defined OPENBLAS_NUM_THREADS set "OPENBLAS_NUM_THREADS=1"
rem What only lists things is over before the second compiler pays.
set "FLAGS="
for %%c in (plugins problems data compare help -h --help -V --version) do if "%~1"=="%%c" set "FLAGS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"%JAVA%" --enable-native-access=ALL-UNNAMED -Dguice_bytecode_gen_option=DISABLED %FLAGS% %IMPETUS_OPTS% "-Dimpetus.home=%IMPETUS_DIR%" -cp "%IMPETUS_DIR%\lib\*" dev.impetus.cli.Main %*
exit /b %ERRORLEVEL%
