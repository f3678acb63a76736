// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Reads {@code NAME=VALUE} of an option that may be repeated. A name that comes up twice is a usage
 * error: picocli by itself takes the last value and says nothing.
 */
final class Assignments implements IParameterConsumer {

  @Override
  public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
    String word = words.pop();
    int equals = word.indexOf('=');
    String form = option.paramLabel();
    if (equals < 1 || word.startsWith("-")) {
      throw UsageErrors.of(
          command.commandLine(), name(option) + " needs " + form + ", but is \"" + word + "\"");
    }
    Map<String, String> values = new LinkedHashMap<>(option.<Map<String, String>>getValue());
    String key = word.substring(0, equals);
    String value = word.substring(equals + 1);
    String before = values.putIfAbsent(key, value);
    if (before != null) {
      throw UsageErrors.of(
          command.commandLine(),
          name(option) + " gives " + key + " twice: " + before + " and " + value);
    }
    option.setValue(values);
  }

  private static String name(ArgSpec option) {
    return ((picocli.CommandLine.Model.OptionSpec) option).longestName();
  }
}
