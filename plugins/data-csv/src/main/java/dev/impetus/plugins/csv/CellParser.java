// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.config.ConfigView;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns cells into numbers; refuses what Java would take for a number and a reader would not. */
final class CellParser {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern INFINITE =
      Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

  private final Set<String> missingMarks;
  private final boolean decimalComma;

  CellParser(ConfigView config) {
    missingMarks =
        config.get(CsvOptions.MISSING_MARKS).stream()
            .map(mark -> mark.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    decimalComma = config.get(CsvOptions.DECIMAL_MARK).equals("comma");
  }

  boolean isMissing(String cell) {
    return missingMarks.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  boolean isNumber(String cell) {
    return NUMBER.matcher(withPoint(cell)).matches();
  }

  /**
   * The number in a cell.
   *
   * @throws IllegalArgumentException saying why there is none
   */
  double number(String cell) {
    String text = withPoint(cell);
    if (INFINITE.matcher(text).matches() || text.equalsIgnoreCase("nan")) {
      throw new IllegalArgumentException("it is not finite");
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          cell.contains(",") && !decimalComma
              ? "it has a comma; perhaps decimal-mark is comma"
              : "it is not a number");
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("it is too large for a double");
    }
    return value;
  }

  /**
   * The number in a cell, or for an ISO 8601 date or date and time the seconds since 1970 (UTC
   * where no offset is given).
   *
   * @throws IllegalArgumentException saying why there is none
   */
  double time(String cell) {
    String text = cell.strip();
    if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return number(cell);
    }
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).toEpochDay() * 86_400.0;
      }
      String dateTime = text.replace(' ', 'T');
      OffsetDateTime time =
          dateTime.endsWith("Z") || dateTime.lastIndexOf('+') > 10 || dateTime.lastIndexOf('-') > 10
              ? OffsetDateTime.parse(dateTime)
              : LocalDateTime.parse(dateTime).atOffset(ZoneOffset.UTC);
      return time.toEpochSecond() + time.getNano() * 1e-9;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("it is not an ISO 8601 date: " + e.getMessage(), e);
    }
  }

  private String withPoint(String cell) {
    String text = cell.strip();
    return decimalComma ? text.replace('.', '_').replace(',', '.') : text;
  }
}
