// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import dev.impetus.api.error.Suggestions;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads labelled texts, a line each, strictly.
 *
 * @param textField name of the column or key of the texts
 * @param labelField name of the column or key of the labels
 * @param labelled whether every text has to have a label
 * @param problems told of everything that is wrong
 */
record LabelledTextReader(
    String textField, String labelField, boolean labelled, DataProblems problems) {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** JSON lines: an object a line, empty lines left out. */
  List<LabelledText> jsonLines(DataFile file) {
    List<LabelledText> texts = new ArrayList<>();
    String[] lines = lines(file);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        Map<String, String> values = object(file, i + 1, lines[i]);
        if (values != null) {
          add(values.get(textField), values.get(labelField), file, i + 1, texts);
        }
      }
    }
    return texts;
  }

  /** Columns separated by tabs; the first line names them. Nothing is quoted or escaped. */
  List<LabelledText> tabs(DataFile file) {
    List<LabelledText> texts = new ArrayList<>();
    String[] lines = lines(file);
    List<String> header = lines.length == 0 ? List.of() : List.of(lines[0].split("\t", -1));
    int text = column(file, header, textField, true);
    int label = column(file, header, labelField, labelled);
    if (text < 0 || (label < 0 && labelled)) {
      return texts;
    }
    for (int i = 1; i < lines.length; i++) {
      String[] cells = lines[i].split("\t", -1);
      if (lines[i].isEmpty()) {
        continue;
      }
      if (cells.length == header.size()) {
        add(cells[text], label < 0 ? null : cells[label], file, i + 1, texts);
      } else {
        problems.at(
            file,
            i + 1,
            "the line has " + cells.length + " cells, not " + header.size(),
            "the first line names " + header.size() + " columns, separated by tabs",
            "correct the line; a text cannot contain a tab");
      }
    }
    return texts;
  }

  private static String[] lines(DataFile file) {
    String text = file.text();
    return text.isEmpty() ? new String[0] : text.split("\r?\n", -1);
  }

  private int column(DataFile file, List<String> header, String name, boolean required) {
    int column = header.indexOf(name);
    if (column < 0 && required) {
      problems.at(
          file,
          1,
          "there is no column \"" + name + "\"",
          header.isEmpty() ? "the file is empty" : "the first line has to name the columns",
          Suggestions.didYouMean(name, header, "columns"));
    }
    return column;
  }

  private void add(String text, String label, DataFile file, int line, List<LabelledText> texts) {
    if (text == null) {
      problems.at(
          file, line, "there is no text", "the key \"" + textField + "\" is missing", "add it");
      return;
    }
    if (labelled && (label == null || label.isBlank())) {
      problems.at(
          file,
          line,
          "there is no label",
          label == null ? "the key \"" + labelField + "\" is missing" : "the label is empty",
          "add it, or remove the line");
      return;
    }
    texts.add(
        new LabelledText(
            text, label == null || label.isBlank() ? null : label.strip(), file, line));
  }

  /** The texts and numbers of a JSON object; null if it is none. */
  private Map<String, String> object(DataFile file, int line, String json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        problems.at(
            file,
            line,
            "the line is no JSON object",
            "it begins with " + DataProblems.quoted(json),
            "write {\"" + textField + "\": \"...\", \"" + labelField + "\": \"...\"}");
        return null;
      }
      Map<String, String> values = new HashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING
            || (key.equals(labelField) && value == JsonToken.VALUE_NUMBER_INT)) {
          values.put(key, parser.getString());
        } else if (key.equals(textField) || key.equals(labelField)) {
          problems.at(
              file,
              line,
              "the value of \"" + key + "\" is no text",
              "it is " + value.name().replace("VALUE_", ""),
              "put it in quotes");
          return null;
        }
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        problems.at(
            file, line, "there is more than one JSON object", "", "write one object a line");
        return null;
      }
      return values;
    } catch (JacksonException e) {
      problems.at(
          file,
          line,
          "the line is not valid JSON",
          e.getOriginalMessage()
              + (e.getLocation() == null ? "" : ", column " + e.getLocation().getColumnNr()),
          "correct the line");
      return null;
    }
  }
}
