// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a process that another one started when that one is gone, however it went. The two are tied
 * by the standard input of this one: its other end is held open by the parent, and closes with it.
 */
final class ParentWatch {

  private static final String PROPERTY = "impetus.child";

  private ParentWatch() {}

  /** The JVM option of a process that is to be watched. */
  static String option() {
    return "-D" + PROPERTY + "=true";
  }

  /** Watches if this process was started to be watched. */
  static void beginIfChild() {
    if (Boolean.getBoolean(PROPERTY)) {
      begin(System.in, () -> System.exit(ExitCode.INTERRUPTED.number()));
    }
  }

  static void begin(InputStream in, Runnable end) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (in.read() >= 0) {
                  // nothing is said; only the end matters
                }
              } catch (IOException e) {
                // a broken pipe is an end as well
              }
              end.run();
            },
            "impetus-parent-watch");
    thread.setDaemon(true);
    thread.start();
  }
}
