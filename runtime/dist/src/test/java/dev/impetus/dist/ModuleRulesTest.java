// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Set;
import java.util.TreeSet;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Who may know whom, checked on the class files of every module.
 *
 * <p>The enforcer plugin checks the same on the level of jars; this sees what a jar's transitive
 * class path would let slip through. A package that has no classes yet passes.
 */
public final class ModuleRulesTest {

  private JavaClasses modules;

  @BeforeClass
  public void importModules() {
    modules =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.impetus");
  }

  /** Without this, a class path that lost its modules would make every rule below pass. */
  @Test
  public void theModulesAreInSight() {
    Set<String> areas = new TreeSet<>();
    modules.forEach(type -> areas.add(type.getPackageName().split("\\.", 4)[2]));
    assertThat(areas).contains("api", "kernel", "solver").doesNotContain("dist");
  }

  @DataProvider
  public Object[][] rules() {
    return new Object[][] {
      {"api knows the JDK", apiKnowsTheJdk()},
      {"solver SPI knows the JDK and api", solverSpiKnowsTheJdkAndApi()},
      {"kernels know the JDK and OpenBLAS", kernelsKnowTheJdkAndOpenBlas()},
      {"models know neither wiring nor runtime", modelsKnowNeitherWiringNorRuntime()},
      {"plugins do not know the runtime", pluginsDoNotKnowTheRuntime()},
      {"plugins do not know each other", pluginsDoNotKnowEachOther()},
      {"solver plugins do not know ND4J", solverPluginsDoNotKnowNd4j()},
      {"the runtime does not know plugins", runtimeDoesNotKnowPlugins()},
      {"the runtime does not know the command line", runtimeDoesNotKnowTheCommandLine()},
      {"Guice stays in the runtime", guiceStaysInTheRuntime()},
      {"terminal and logging backend stay in cli", terminalStaysInTheCommandLine()},
      {"only cli prints", onlyTheCommandLinePrints()},
    };
  }

  @Test(dataProvider = "rules")
  public void ruleHolds(String name, ArchRule rule) {
    rule.allowEmptyShould(true).check(modules);
  }

  /**
   * JMH is GPL-2.0 with the Classpath Exception: the benchmarks use it, and nothing that ships may
   * bring it along. What the distribution holds is on the class path of this test.
   */
  @Test
  public void theBenchmarkHarnessShipsNowhere() {
    assertThatThrownBy(() -> Class.forName("org.openjdk.jmh.annotations.Benchmark"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  /** The rules are not vacuous: this test class breaks one of them. */
  @Test
  public void aBrokenRuleIsFound() {
    JavaClasses breach = new ClassFileImporter().importClasses(PrintsToStandardOutput.class);
    assertThatThrownBy(() -> onlyTheCommandLinePrints().check(breach))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("PrintsToStandardOutput");
  }

  private static ArchRule apiKnowsTheJdk() {
    return classes()
        .that()
        .resideInAPackage("dev.impetus.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.impetus.api..", "org.jspecify..");
  }

  private static ArchRule solverSpiKnowsTheJdkAndApi() {
    return classes()
        .that()
        .resideInAPackage("dev.impetus.solver..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "dev.impetus.api..", "dev.impetus.solver..", "org.jspecify..");
  }

  private static ArchRule kernelsKnowTheJdkAndOpenBlas() {
    return classes()
        .that()
        .resideInAPackage("dev.impetus.kernel..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.impetus.api..",
            "dev.impetus.kernel..",
            "org.bytedeco..",
            "org.jspecify..");
  }

  private static ArchRule modelsKnowNeitherWiringNorRuntime() {
    return noClasses()
        .that()
        .resideInAPackage("dev.impetus.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.google..",
            "com.fasterxml..",
            "tools.jackson..",
            "org.yaml..",
            "dev.impetus.runtime..",
            "dev.impetus.cli..",
            "dev.impetus.plugins..");
  }

  private static ArchRule pluginsDoNotKnowTheRuntime() {
    return noClasses()
        .that()
        .resideInAPackage("dev.impetus.plugins..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.impetus.runtime..", "dev.impetus.cli..", "com.google.inject..");
  }

  private static ArchRule pluginsDoNotKnowEachOther() {
    return slices()
        .matching("dev.impetus.plugins.(*)..")
        .namingSlices("plugin $1")
        .should()
        .notDependOnEachOther();
  }

  private static ArchRule solverPluginsDoNotKnowNd4j() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            "dev.impetus.plugins.dopri5..",
            "dev.impetus.plugins.rk4..",
            "dev.impetus.plugins.rungekutta..",
            "dev.impetus.plugins.proximalbackwardeuler..",
            "dev.impetus.plugins.proximalcranknicolson..",
            "dev.impetus.plugins.esdirk..",
            "dev.impetus.plugins.proximalbdf..",
            "dev.impetus.plugins.proximalmultistage..",
            "dev.impetus.plugins.commonsmath..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.nd4j..", "org.bytedeco..", "dev.impetus.model.."));
  }

  private static ArchRule runtimeDoesNotKnowPlugins() {
    return noClasses()
        .that()
        .resideInAnyPackage("dev.impetus.runtime..", "dev.impetus.cli..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.impetus.plugins.."));
  }

  private static ArchRule runtimeDoesNotKnowTheCommandLine() {
    return noClasses()
        .that()
        .resideInAPackage("dev.impetus.runtime..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.impetus.cli.."));
  }

  private static ArchRule guiceStaysInTheRuntime() {
    return noClasses()
        .that(resideOutsideOfPackages("dev.impetus.runtime.."))
        .should()
        .dependOnClassesThat(resideInAPackage("com.google.inject.."));
  }

  private static ArchRule terminalStaysInTheCommandLine() {
    return noClasses()
        .that(resideOutsideOfPackages("dev.impetus.cli.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "picocli..", "ch.qos.logback..", "me.tongfei.progressbar..", "org.jline.."));
  }

  private static ArchRule onlyTheCommandLinePrints() {
    return noClasses()
        .that(resideOutsideOfPackages("dev.impetus.cli..", "dev.impetus.examples.."))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);
  }

  /** What {@link #aBrokenRuleIsFound} finds. */
  private static final class PrintsToStandardOutput {
    @SuppressWarnings("unused")
    void print() {
      System.out.println("no");
    }
  }
}
