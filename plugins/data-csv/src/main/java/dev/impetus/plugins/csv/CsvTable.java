// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a file as text.
 *
 * @param columns names, trimmed; a nameless column is called c and its number
 * @param rows one list of cells a row, each as long as {@code columns}
 * @param lines the line of the file on which each row starts
 */
record CsvTable(List<String> columns, List<List<String>> rows, List<Long> lines) {

  /** Cuts a text into cells; ragged rows become problems and are left out. */
  static CsvTable parse(String text, ConfigView config, Problems problems) {
    List<String> columns = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    boolean header = config.get(CsvOptions.HEADER);
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter(config.get(CsvOptions.DELIMITER)))
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .trimWhitespacesAroundQuotes(true)
            .ofCsvRecord(text)) {
      for (CsvRecord record : reader) {
        if (columns.isEmpty()) {
          addNames(header ? record.getFields() : null, record.getFieldCount(), columns);
          if (header) {
            continue;
          }
        }
        if (record.getFieldCount() == columns.size()) {
          rows.add(record.getFields());
          lines.add(record.getStartingLineNumber());
        } else {
          problems.at(
              record.getStartingLineNumber(),
              "the row has " + cells(record.getFieldCount()) + ", not " + columns.size(),
              (header ? "the header names " : "the first row has ") + cells(columns.size()),
              "correct the row, quote cells that contain the delimiter, or set the option delimiter");
        }
      }
    } catch (CsvParseException e) {
      problems.inFile(
          "the file is not well-formed CSV",
          e.getCause() == null ? e.getMessage() : e.getMessage() + ": " + e.getCause().getMessage(),
          "close the quotes; a quote inside a quoted cell is written twice");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    if (problems.count() == 0 && rows.isEmpty()) {
      problems.inFile(
          columns.isEmpty() ? "the file is empty" : "the file has a header and no rows",
          "there is nothing to learn from",
          header ? "add rows" : "add rows, or correct the option file");
    }
    return new CsvTable(List.copyOf(columns), rows, lines);
  }

  private static void addNames(List<String> header, int count, List<String> columns) {
    for (int i = 0; i < count; i++) {
      String name = header == null ? "" : header.get(i).strip();
      columns.add(name.isEmpty() ? "c" + (i + 1) : name);
    }
  }

  private static String cells(int count) {
    return count == 1 ? "1 cell" : count + " cells";
  }

  private static char delimiter(String option) {
    String delimiter = option.equalsIgnoreCase("tab") || option.equals("\\t") ? "\t" : option;
    if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "\"" + option + "\" cannot separate cells",
              "option delimiter of csv",
              "one character is wanted, and no quote or line break",
              "use a comma, a semicolon or the word tab"));
    }
    return delimiter.charAt(0);
  }
}
