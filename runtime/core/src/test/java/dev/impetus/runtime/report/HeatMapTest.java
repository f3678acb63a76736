// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.testng.annotations.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

public final class HeatMapTest {

  private static final String FIRST = ColorRamp.css(0);
  private static final String LAST = ColorRamp.css(ColorRamp.SIZE - 1);

  @Test
  public void smallMapsHaveACellForEachNumberWithItsColourTextAndPlace() throws Exception {
    HeatMap map =
        new HeatMap(
            "loss <mean>",
            HeatAxis.named("s", List.of("0.5", "1")),
            HeatAxis.named("mu", List.of("0", "0.6", "0.9")).marking(Set.of(0), "control"),
            HeatScale.linear("loss"),
            new double[] {1, 2, 3, 4, Double.NaN, 9},
            List.of("one", "two", "three", "four", "0 of 5", "nine"),
            Optional.of(new HeatMap.Best(0, "best")));
    List<Element> cells = cells(map);
    assertThat(cells).hasSize(6);
    assertThat(cells.get(0).getAttribute("fill")).isEqualTo(FIRST);
    assertThat(cells.get(5).getAttribute("fill")).isEqualTo(LAST);
    assertThat(cells.get(4).getAttribute("fill")).isEqualTo("none");
    assertThat(cells.get(5).getTextContent()).isEqualTo("mu 0.9, s 1: nine");
    assertThat(number(cells.get(0), "y")).as("the first row is at the bottom").isGreaterThan(100);
    assertThat(number(cells.get(0), "x")).isLessThan(number(cells.get(1), "x"));
    assertThat(number(cells.get(4), "y")).isLessThan(number(cells.get(2), "y"));
    String page = map.render();
    assertThat(page)
        .contains(">0 of 5</text>", "heat-best", "<figcaption>loss &lt;mean&gt;<")
        .contains("</i>control</span>", "</i>best</span>");
    assertThat(page.split("\"heat-mark\"", -1)).as("one framed row").hasSize(2);
  }

  @Test
  public void manyCellsAreOnePictureOfTheRightColours() throws Exception {
    int rows = 30;
    int columns = 20;
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    values[columns] = Double.NaN;
    HeatMap map =
        new HeatMap(
            "norms",
            HeatAxis.numbers("iteration", columns, 0, 1000),
            HeatAxis.numbers("time step", rows, 1, 31),
            HeatScale.linear("norm"),
            values);
    BufferedImage picture = picture(map);
    assertThat(picture.getWidth()).isEqualTo(columns);
    assertThat(picture.getHeight()).isEqualTo(rows);
    assertThat(picture.getRGB(0, rows - 1)).isEqualTo(argb(0));
    assertThat(picture.getRGB(columns - 1, 0)).isEqualTo(argb(ColorRamp.SIZE - 1));
    assertThat(picture.getRGB(10, 14))
        .isEqualTo(argb(ColorRamp.index(values[15 * columns + 10] / (values.length - 1.0))));
    assertThat(picture.getRGB(0, rows - 2) >>> 24).as("no number, no colour").isZero();
    assertThat(cells(map)).isEmpty();
  }

  @Test
  public void hundredsOfRowsOfHundredsOfColumnsStaySmall() {
    int rows = 784;
    int columns = 400;
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(-0.05 * Math.floorDiv(i, columns) - 0.001 * (i % columns));
    }
    String figure =
        new HeatMap(
                "norms",
                HeatAxis.numbers("iteration", columns, 0, 4000),
                HeatAxis.numbers("time step", rows, 0, rows),
                HeatScale.logarithmic("norm"),
                values)
            .render();
    assertThat(figure.length()).isLessThan(values.length / 2);
  }

  @Test
  public void logarithmicScalesEndTwelveDecadesDownAndTakeZeroAsLess() throws Exception {
    HeatMap map =
        new HeatMap(
            "norms",
            HeatAxis.named("x", List.of("a", "b", "c", "d", "e")),
            HeatAxis.named("y", List.of("")),
            HeatScale.logarithmic("norm"),
            new double[] {1, 1e-6, 1e-12, 1e-40, 0});
    List<Element> cells = cells(map);
    assertThat(cells.get(0).getAttribute("fill")).isEqualTo(LAST);
    assertThat(cells.get(1).getAttribute("fill")).isEqualTo(ColorRamp.css(ColorRamp.index(0.5)));
    for (int i = 2; i < 5; i++) {
      assertThat(cells.get(i).getAttribute("fill")).isEqualTo(FIRST);
    }
    assertThat(map.render()).contains("≤ 1e−12");
  }

  @Test
  public void aCommonScaleGivesEqualNumbersEqualColours() throws Exception {
    HeatScale common = HeatScale.linear("loss").between(0, 10);
    HeatAxis one = HeatAxis.named("", List.of(""));
    HeatAxis two = HeatAxis.named("", List.of("", ""));
    Element alone = cells(new HeatMap("", one, one, common, new double[] {5})).get(0);
    Element beside = cells(new HeatMap("", two, one, common, new double[] {5, 400})).get(0);
    assertThat(alone.getAttribute("fill")).isEqualTo(beside.getAttribute("fill"));
  }

  @Test
  public void mapsOfOneNumberOrNoneAreDrawn() throws Exception {
    HeatAxis axis = HeatAxis.named("", List.of("a"));
    for (HeatScale scale : List.of(HeatScale.linear("loss"), HeatScale.logarithmic("loss"))) {
      for (double value : new double[] {0, 3, -3, 1e-300, Double.NaN}) {
        assertThat(cells(new HeatMap("", axis, axis, scale, new double[] {value}))).hasSize(1);
      }
    }
  }

  @Test
  public void theOrderOfColoursShowsInGrey() {
    List<Double> luminances = new ArrayList<>();
    for (int i = 0; i < ColorRamp.SIZE; i++) {
      int[] rgb = ColorRamp.rgb(i);
      luminances.add(0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]));
    }
    assertThat(luminances).isSorted();
    assertThat(luminances.get(0)).isCloseTo(0.02, within(0.02));
    assertThat(luminances.get(ColorRamp.SIZE - 1)).isGreaterThan(0.7);
    // Text has a contrast of at least 4 on all of them; 4.3 is the most that black or white can
    // have on a middle grey.
    for (int i = 0; i < ColorRamp.SIZE; i++) {
      double contrast =
          ColorRamp.isDark(i)
              ? 1.05 / (luminances.get(i) + 0.05)
              : (luminances.get(i) + 0.05) / 0.057;
      assertThat(contrast).as("colour %d", i).isGreaterThan(4);
    }
    assertThat(Collections.max(luminances)).isEqualTo(luminances.get(ColorRamp.SIZE - 1));
  }

  @Test
  public void sizesThatDoNotFitAreRefused() {
    HeatAxis two = HeatAxis.named("", List.of("a", "b"));
    assertThatThrownBy(() -> new HeatMap("", two, two, HeatScale.linear(""), new double[3]))
        .hasMessage("3 values for 2 rows of 2 columns");
    assertThatThrownBy(() -> HeatScale.logarithmic("").between(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double linear(int level) {
    double value = level / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static int argb(int color) {
    int[] rgb = ColorRamp.rgb(color);
    return 0xff000000 | rgb[0] << 16 | rgb[1] << 8 | rgb[2];
  }

  private static BufferedImage picture(HeatMap map) throws IOException {
    Matcher matcher = Pattern.compile("base64,([^\"]+)\"").matcher(map.render());
    assertThat(matcher.find()).isTrue();
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(matcher.group(1))));
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  /** The drawn cells in the order of their numbers. */
  private static List<Element> cells(HeatMap map) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(map.render())));
    NodeList rectangles = document.getElementsByTagName("rect");
    List<Element> cells = new ArrayList<>();
    for (int i = 0; i < rectangles.getLength(); i++) {
      Element rectangle = (Element) rectangles.item(i);
      if (List.of(rectangle.getAttribute("class").split(" ", -1)).contains("heat")) {
        cells.add(rectangle);
      }
    }
    return cells;
  }
}
