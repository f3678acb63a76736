// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.testng.annotations.Test;

public final class ParentWatchTest {

  @Test
  public void theEndComesWhenTheOtherSideIsClosedAndNotBefore() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (PipedOutputStream parent = new PipedOutputStream()) {
      ParentWatch.begin(new PipedInputStream(parent), ended::countDown);
      parent.write('x');
      parent.flush();
      assertThat(ended.await(200, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
