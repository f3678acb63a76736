// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.testng.SkipException;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Every problem against itself, against Hipparchus and against values computed elsewhere. */
public class ReferenceTest {

  private static List<OdeProblem> all() {
    List<OdeProblem> all = new ArrayList<>(Detest.all());
    all.addAll(StiffProblems.all());
    for (double end : new double[] {0.4, 1, 40, 100, 4e5}) {
      all.add(StiffProblems.robertson(end));
    }
    for (double lambda : new double[] {-1, -1e3, -1e6}) {
      all.add(ProtheroRobinson.of(lambda));
    }
    all.add(LinearGradientFlow.problem());
    all.add(HeatEquation.dirichlet(0.01));
    all.add(HeatEquation.periodic(0.01));
    all.add(HeatEquation.rough(0.05));
    all.add(AllenCahn.until(1));
    all.add(AllenCahn.until(10));
    all.add(AllenCahn.until(50));
    all.add(Arenstorf.problem());
    all.add(Pleiades.problem());
    all.add(LotkaVolterra.problem());
    all.add(TimeDependent.growth());
    all.add(TimeDependent.rotation());
    all.add(TimeDependent.forced(-10));
    all.add(DampedRotation.problem());
    return all;
  }

  @DataProvider
  Iterator<OdeProblem> problems() {
    return all().iterator();
  }

  @DataProvider
  Iterator<OdeProblem> closedForms() {
    return all().stream().filter(OdeProblem::hasExactSolution).iterator();
  }

  @DataProvider
  Iterator<OdeProblem> detest() {
    return Detest.all().iterator();
  }

  @DataProvider
  Iterator<OdeProblem> derivatives() {
    return all().stream()
        .filter(problem -> problem.newField().capabilities().contains(Capability.JVP))
        .iterator();
  }

  private static double[] slope(VectorField field, double t, double[] y) {
    StateVector dy = StateVector.of(new double[y.length]);
    field.evaluate(RowScalar.shared(t), StateVector.of(y), dy);
    return dy.toArray();
  }

  @Test
  public void theirIdsAreDistinct() {
    Set<String> ids = new HashSet<>();
    assertThat(all()).allSatisfy(problem -> assertThat(ids.add(problem.id())).isTrue());
    assertThat(Detest.all()).hasSize(25);
    assertThat(Detest.problem("E5").id()).isEqualTo("detest-e5");
  }

  /** Where the start is not rounded, the closed form gives it. */
  @Test(dataProvider = "closedForms")
  public void theClosedFormBeginsAtTheStart(OdeProblem problem) {
    assertThat(problem.errorAt(problem.t0(), problem.initial())).isLessThan(1e-13);
  }

  /** The slope of the closed form, by central differences of fourth order, is the field's. */
  @Test(dataProvider = "closedForms")
  public void theClosedFormSolvesTheEquation(OdeProblem problem) {
    VectorField field = problem.newField();
    double length = problem.end() - problem.t0();
    for (double part : new double[] {0.11, 0.5, 0.93}) {
      double t = problem.t0() + part * length;
      double d = 1e-3 * Math.min(1, length);
      double[] f = slope(field, t, problem.exact(t));
      double size = 1e-3;
      for (double x : f) {
        size = Math.max(size, Math.abs(x));
      }
      for (int i = 0; i < f.length; i++) {
        double near = problem.exact(t + d)[i] - problem.exact(t - d)[i];
        double far = problem.exact(t + 2 * d)[i] - problem.exact(t - 2 * d)[i];
        double difference = (8 * near - far) / (12 * d);
        // A stiff equation tells little of its solution: its slope is a small rest.
        double allowed = problem.isStiff() ? 1e-3 * size + 1e-6 : 1e-8 * size + 1e-9;
        assertThat(f[i]).as("y%d' at %s", i + 1, t).isCloseTo(difference, within(allowed));
      }
    }
  }

  /** Two codes and one reference: Hipparchus has never seen our fields' references. */
  @Test(dataProvider = "detest")
  public void hipparchusFindsTheEndOfEveryDetestProblem(OdeProblem problem) {
    double[] end = integrate(problem, 1e-13, 1e-13);
    assertThat(problem.error(end)).isLessThan(2e-10);
  }

  @Test
  public void hipparchusFindsTheOtherNonStiffEnds() {
    assertThat(Pleiades.problem().error(integrate(Pleiades.problem(), 1e-13, 1e-13)))
        .isLessThan(1e-8);
    assertThat(Arenstorf.problem().error(integrate(Arenstorf.problem(), 1e-13, 1e-13)))
        .isLessThan(1e-6);
    assertThat(LotkaVolterra.problem().error(integrate(LotkaVolterra.problem(), 1e-13, 1e-13)))
        .isLessThan(1e-10);
    assertThat(AllenCahn.until(1).error(integrate(AllenCahn.until(1), 1e-11, 1e-11)))
        .isLessThan(1e-9);
    assertThat(AllenCahn.until(10).error(integrate(AllenCahn.until(10), 1e-11, 1e-11)))
        .isLessThan(1e-9);
    double[] late = integrate(AllenCahn.until(10), 1e-11, 1e-11);
    assertThat(AllenCahn.until(10).energy().orElseThrow().applyAsDouble(late))
        .isCloseTo(AllenCahn.energyAt(10), within(1e-9));
  }

  private static double[] integrate(OdeProblem problem, double rtol, double atol) {
    VectorField field = problem.newField();
    OrdinaryDifferentialEquation equation =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return problem.width();
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return slope(field, t, y);
          }
        };
    return new DormandPrince853Integrator(1e-12, 10, atol, rtol)
        .integrate(equation, new ODEState(problem.t0(), problem.initial()), problem.end())
        .getPrimaryState();
  }

  /** Jacobian products at states around the solution, one beside it, against differences. */
  @Test(dataProvider = "derivatives")
  public void jacobianProductsAgreeWithDifferences(OdeProblem problem) {
    VectorField field = problem.newField();
    Random random = new Random(5);
    int n = problem.width();
    double[] scale = problem.scale();
    double[] y = problem.initial();
    double[] v = new double[n];
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] += Math.min(1, 1e4 * scale[i]) * 0.1 * random.nextDouble();
      v[i] = random.nextGaussian();
      w[i] = random.nextGaussian();
    }
    Linearization point = field.newLinearization();
    StateVector jv = StateVector.of(new double[n]);
    StateVector wj = StateVector.of(new double[n]);
    RowScalar t = RowScalar.shared(0.3);
    point.evaluate(t, StateVector.of(y), StateVector.of(new double[n]));
    point.jvp(StateVector.of(v), jv);
    point.vjp(StateVector.of(w), wj, null);
    double d = 1e-6 * Math.min(1, 1e4 * scale[0]);
    double[] ahead = y.clone();
    double[] behind = y.clone();
    for (int i = 0; i < n; i++) {
      ahead[i] += d * v[i];
      behind[i] -= d * v[i];
    }
    double[] up = slope(field, 0.3, ahead);
    double[] down = slope(field, 0.3, behind);
    for (int i = 0; i < n; i++) {
      double difference = (up[i] - down[i]) / (2 * d);
      double rounding = 1e-15 * (Math.abs(up[i]) + 1e-3) / d;
      assertThat(jv.get(0, i))
          .isCloseTo(difference, within(1e-6 * Math.abs(difference) + 10 * rounding + 1e-9));
    }
    double left = jv.dot(StateVector.of(w));
    assertThat(wj.dot(StateVector.of(v))).isCloseTo(left, within(1e-9 * sumOfSizes(jv, w)));
    if (field.traits().symmetricJacobian()) {
      point.vjp(StateVector.of(v), wj, null);
      for (int i = 0; i < n; i++) {
        assertThat(wj.get(0, i)).isCloseTo(jv.get(0, i), within(1e-9 * (1 + largest(jv))));
      }
    }
  }

  private static double largest(StateVector v) {
    double largest = 0;
    for (double x : v.toArray()) {
      largest = Math.max(largest, Math.abs(x));
    }
    return largest;
  }

  private static double sumOfSizes(StateVector v, double[] w) {
    double sum = 1e-12;
    for (int i = 0; i < w.length; i++) {
      sum += Math.abs(v.get(0, i) * w[i]);
    }
    return sum;
  }

  /** Autonomous and affine are claims on which solvers rely. */
  @Test(dataProvider = "problems")
  public void theTraitsAreTrue(OdeProblem problem) {
    VectorField field = problem.newField();
    double[] y = problem.initial();
    int n = y.length;
    double[] other = new double[n];
    double[] middle = new double[n];
    for (int i = 0; i < n; i++) {
      other[i] = y[i] + 0.3 + 0.1 * i;
      middle[i] = (y[i] + other[i]) / 2;
    }
    double[] f = slope(field, 0.2, y);
    double[] g = slope(field, 0.2, other);
    if (field.traits().autonomous()) {
      assertThat(slope(field, 0.7, y)).isEqualTo(f);
    } else {
      assertThat(slope(field, 0.7, y)).isNotEqualTo(f);
    }
    double[] between = slope(field, 0.2, middle);
    double excess = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      excess = Math.max(excess, Math.abs(between[i] - (f[i] + g[i]) / 2));
      size = Math.max(size, Math.abs(f[i]) + Math.abs(g[i]));
    }
    if (field.traits().affine()) {
      assertThat(excess).isLessThan(1e-13 * size);
    } else {
      assertThat(excess).isGreaterThan(1e-8 * size);
    }
  }

  /** Numbers from an independent implementation of the definitions. */
  @Test
  public void theExactProblemsHaveTheirPublishedValues() {
    double[] flow = LinearGradientFlow.problem().exact(1);
    assertThat(flow[0]).isCloseTo(-0.28480152587244334, within(1e-14));
    assertThat(flow[31]).isCloseTo(0.7141989739609317, within(1e-14));
    assertThat(LinearGradientFlow.problem().energy().orElseThrow().applyAsDouble(flow))
        .isCloseTo(0.2086070740274149, within(1e-14));
    double[] dirichlet = HeatEquation.dirichlet(0.01).reference();
    assertThat(dirichlet[63]).isCloseTo(0.7002554453382488, within(1e-13));
    assertThat(dirichlet[0]).isCloseTo(0.03737207317043189, within(1e-14));
    double[] periodic = HeatEquation.periodic(0.01).reference();
    assertThat(periodic[0]).isCloseTo(-0.022047077165865764, within(1e-14));
    assertThat(periodic[64]).isCloseTo(-8.599917006781727e-5, within(1e-14));
    assertThat(HeatEquation.periodic(1).reference()[5]).isCloseTo(-0.0078125, within(1e-14));
    OdeProblem allenCahn = AllenCahn.until(1);
    assertThat(allenCahn.energy().orElseThrow().applyAsDouble(allenCahn.initial()))
        .isCloseTo(AllenCahn.energyAt(0), within(1e-14));
    double[] d5 = Detest.problem("D5").reference();
    assertThat(d5)
        .containsExactly(
            new double[] {
              -1.2952662509875743, 0.4003938963792322, -0.6775390924707566, -0.12708381542786862
            },
            within(1e-13));
    double[] c4 = Detest.problem("C4").reference();
    assertThat(c4[9]).isCloseTo(0.00898201758193417, within(1e-16));
    assertThat(c4[50]).isCloseTo(1.8913306910279898e-14, within(1e-17));
    assertThat(Detest.problem("C1").reference()[9]).isCloseTo(0.997912740950865, within(1e-15));
    assertThat(Detest.problem("E5").reference())
        .containsExactly(new double[] {14.117973905426254, 2.4}, within(1e-13));
    assertThat(Detest.problem("E4").reference())
        .containsExactly(new double[] {33.95091444646556, 0.2767822659672868}, within(1e-13));
  }

  /** Masses are kept: by Robertson's reaction, and by HIRES as far as its equations say. */
  @Test
  public void stiffReferencesKeepTheirInvariants() {
    for (double end : new double[] {0.4, 1, 40, 100, 4e5, 1e11}) {
      double[] y = StiffProblems.robertson(end).reference();
      assertThat(y[0] + y[1] + y[2]).isCloseTo(1, within(1e-9));
    }
    double[] hires = StiffProblems.hires().reference();
    assertThat(hires[6] + hires[7]).isCloseTo(0.0057, within(1e-14));
    double[] air = StiffProblems.pollution().reference();
    // Reaction 20 makes species 18 of species 17, and nothing else touches the two.
    // sums.
    assertThat(air[16] + air[17]).isCloseTo(0.007, within(1e-13));
  }

  @Test
  public void theTableOfReferenceDataSaysTheSame() throws IOException {
    String root = System.getenv("IMPETUS_DATA");
    Path data =
        root == null ? Path.of("").toAbsolutePath().resolve("../../shared/data") : Path.of(root);
    Path file = data.resolve("ode-reference/ode-reference.tsv").normalize();
    if (!Files.isReadable(file)) {
      throw new SkipException("there is no " + file);
    }
    Map<String, OdeProblem> ours =
        Map.of(
            "rober", StiffProblems.robertson(),
            "hires", StiffProblems.hires(),
            "vdpol", StiffProblems.vanDerPol(),
            "orego", StiffProblems.oregonator(),
            "plei", Pleiades.problem(),
            "arenstorf", Arenstorf.problem());
    Map<String, List<String[]>> theirs =
        Files.readAllLines(file).stream()
            .skip(1)
            .map(line -> line.split("\t"))
            .collect(Collectors.groupingBy(cells -> cells[0]));
    assertThat(theirs.keySet()).isEqualTo(ours.keySet());
    theirs.forEach((name, rows) -> same(ours.get(name), rows));
  }

  private static void same(OdeProblem problem, List<String[]> rows) {
    Function<Integer, double[]> column =
        index -> rows.stream().mapToDouble(cells -> Double.parseDouble(cells[index])).toArray();
    assertThat(problem.initial()).containsExactly(column.apply(5), within(1e-15));
    assertThat(problem.end()).isEqualTo(Double.parseDouble(rows.get(0)[3]));
    assertThat(problem.error(column.apply(6)))
        .isLessThan(Math.pow(10, 1 - problem.referenceDigits()));
  }
}
