// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command did.
 *
 * @param code its exit code
 * @param out what it answered
 * @param err what it complained about
 */
record Invocation(int code, String out, String err) {

  /** Runs a command in this JVM. */
  static Invocation of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Invocation(code, out.toString(), err.toString());
  }

  /** Checks that it failed as a user should see it: with a code, four parts and no stack trace. */
  Invocation failedWith(int expected) {
    assertThat(code).as("exit code of a command that said%n%s%s", out, err).isEqualTo(expected);
    assertThat(err)
        .contains("  what   ", "  where  ", "  why    ", "  fix    ")
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
    return this;
  }

  /** Checks that it succeeded. */
  Invocation succeeded() {
    assertThat(code).as("exit code of a command that said%n%s%s", out, err).isZero();
    return this;
  }
}
