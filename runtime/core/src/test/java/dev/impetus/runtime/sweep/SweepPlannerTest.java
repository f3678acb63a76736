// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.plugin.TemporaryFolder;
import dev.impetus.runtime.toy.ToyPlugins;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

public final class SweepPlannerTest {

  private TemporaryFolder temporary;
  private PluginRegistry registry;
  private PipelineFactory factory;

  @BeforeClass
  public void open() {
    temporary = new TemporaryFolder();
    ToyPlugins.writeJar(temporary.path(), "1.0");
    registry = PluginRegistry.builder().folder(temporary.path()).build();
    factory = PipelineFactory.of(registry);
  }

  @AfterClass
  public void close() {
    registry.close();
    temporary.close();
  }

  private SweepPlan plan(String... lines) {
    return SweepPlanner.plan(factory, ToySweeps.spec(lines));
  }

  private static List<String> labels(SweepPlan plan) {
    return plan.settings().stream().map(Setting::label).toList();
  }

  private static List<String> labels(SweepPlan plan, Predicate<Setting> wanted) {
    return plan.settings().stream().filter(wanted).map(Setting::label).toList();
  }

  private List<Problem> problems(String... lines) {
    try {
      SweepPlanner.plan(factory, ToySweeps.draft(lines));
    } catch (ImpetusException e) {
      return e.problems();
    }
    throw new AssertionError("nothing was wrong");
  }

  @Test
  public void everyCombinationIsASettingAndEverySeedARun() {
    SweepPlan plan =
        plan(
            "grid:",
            "  model.hidden: [4, 6, 8]",
            "  model.dropout: [0, 0.2]",
            "seeds: [3, 5, 8, 13]");
    assertThat(labels(plan))
        .containsExactly(
            "hidden 4, dropout 0",
            "hidden 4, dropout 0.2",
            "hidden 6, dropout 0",
            "hidden 6, dropout 0.2",
            "hidden 8, dropout 0",
            "hidden 8, dropout 0.2");
    assertThat(plan.runs()).isEqualTo(24);
    Setting setting = plan.settings().get(3);
    assertThat(setting.spec().model().options()).containsEntry("hidden", 6L);
    assertThat(setting.spec().model().options()).containsEntry("dropout", 0.2);
    assertThat(setting.folder()).isEqualTo("hidden=6,dropout=0.2");
    assertThat(setting.yaml(13)).startsWith("seed: 13\n");
    assertThat(plan.figure()).as("what the training monitors").isEqualTo("loss");
  }

  @Test
  public void numbersAscendWhereverTheyStand() {
    assertThat(labels(plan("grid: {model.hidden: [10, 9, 100], model.dropout: [0]}", "seeds: 1")))
        .containsExactly("hidden 9", "hidden 10", "hidden 100");
  }

  @Test
  public void theControlIsAddedToEverySettingThatHasNone() {
    SweepPlan plan =
        plan("grid:", "  model.dropout: [0.3, 0.5]", "  model.hidden: [4, 6]", "seeds: 2");
    assertThat(labels(plan))
        .containsExactly(
            "dropout 0, hidden 4",
            "dropout 0, hidden 6",
            "dropout 0.3, hidden 4",
            "dropout 0.3, hidden 6",
            "dropout 0.5, hidden 4",
            "dropout 0.5, hidden 6");
    assertThat(labels(plan, Setting::control))
        .containsExactly("dropout 0, hidden 4", "dropout 0, hidden 6")
        .isEqualTo(labels(plan, Setting::added));
    assertThat(plan.notes())
        .singleElement()
        .asString()
        .startsWith("2 controls were added, with model.dropout 0: ");
  }

  @Test
  public void theControlIsAddedAlsoWhereTheGridVariesSomethingElse() {
    SweepPlan plan = plan("grid: {model.hidden: [4, 6]}", "seeds: 1");
    assertThat(labels(plan))
        .containsExactly(
            "hidden 4, dropout 0",
            "hidden 4, dropout 0.1",
            "hidden 6, dropout 0",
            "hidden 6, dropout 0.1");
    assertThat(plan.settings()).allMatch(Setting::method);
  }

  @Test
  public void aControlThatIsAskedForIsNotAdded() {
    SweepPlan plan = plan("grid: {model.dropout: [0.0, 0.3]}", "seeds: 1");
    assertThat(labels(plan)).containsExactly("dropout 0", "dropout 0.3");
    assertThat(labels(plan, Setting::control)).containsExactly("dropout 0");
    assertThat(plan.settings()).noneMatch(Setting::added);
    assertThat(plan.notes()).isEmpty();
  }

  @Test
  public void whatIsLeftOutAndHasNoDefaultIsOff() {
    SweepPlan plan = plan("set: {model.dropout: 0}", "grid: {model.jitter: [0.2]}", "seeds: 1");
    assertThat(labels(plan)).containsExactly("jitter 0", "jitter 0.2");
    assertThat(labels(plan, Setting::added)).containsExactly("jitter 0");
    SweepPlan without = plan("grid: {model.dropout: [0.3]}", "seeds: 1");
    assertThat(labels(without)).containsExactly("dropout 0", "dropout 0.3");
    assertThat(labels(without, Setting::control)).containsExactly("dropout 0");
    assertThat(without.settings().get(0).spec().model().options()).doesNotContainKey("jitter");
  }

  @Test
  public void anArchitectureCanSayThatItsMethodIsOnThoughNothingIsSet() {
    SweepPlan plan = plan("set: {model.dropout: 0}", "grid: {model.steps: [0, 3]}", "seeds: 1");
    assertThat(labels(plan))
        .containsExactly("steps 0, jitter unset", "steps 3, jitter unset", "steps 3, jitter 0");
    assertThat(labels(plan, Setting::added)).containsExactly("steps 3, jitter 0");
    assertThat(plan.settings().get(1).off()).contains(plan.settings().get(2).spec());
  }

  @Test
  public void leavingOutTheControlTakesAReasonThatIsTold() {
    SweepPlan plan =
        plan(
            "grid: {model.dropout: [0.3, 0.5]}",
            "seeds: 1",
            "without-control: it is in the first sweep");
    assertThat(labels(plan)).containsExactly("dropout 0.3", "dropout 0.5");
    assertThat(plan.notes()).singleElement().asString().endsWith("it is in the first sweep");
    assertThat(problems("seeds: 1", "without-control: true")).hasSize(1);
    assertThat(problems("seeds: 1", "without-control: ' '")).hasSize(1);
  }

  @Test
  public void variantsHaveGridsOfTheirOwnAndMayReplaceSections() {
    SweepPlan plan =
        plan(
            "variants:",
            "  plain: {model: {id: toy-net, dropout: 0}}",
            "  wide:",
            "    model.hidden: 12",
            "    grid: {model.dropout: [0, 0.4]}",
            "grid: {training.batch-size: [4, 8]}",
            "seeds: 1");
    assertThat(labels(plan))
        .containsExactly(
            "plain, batch-size 4",
            "plain, batch-size 8",
            "wide, dropout 0, batch-size 4",
            "wide, dropout 0, batch-size 8",
            "wide, dropout 0.4, batch-size 4",
            "wide, dropout 0.4, batch-size 8");
    assertThat(plan.settings().get(0).spec().model().options())
        .as("the option delay of the base went with its section")
        .containsEntry("delay", 0L)
        .containsEntry("hidden", 6L);
  }

  @Test
  public void laterValuesCount() {
    SweepPlan plan =
        plan(
            "set: {model.hidden: 3, model.dropout: 0}",
            "variants: {a: {model: {id: toy-net, hidden: 5}}}",
            "grid: {model.dropout: [0]}",
            "seeds: 1");
    assertThat(plan.settings().get(0).spec().model().options())
        .containsEntry("hidden", 5L)
        .containsEntry("dropout", 0.0);
  }

  @Test
  public void everyProblemIsFoundAtOnceAndOnce() {
    List<Problem> problems =
        problems(
            "set: {training.epoch: 3}",
            "grid:",
            "  model.hiden: [4, 6]",
            "  model.dropout: [0.1, 'much', 7]",
            "seeds: 2");
    assertThat(problems)
        .extracting(Problem::what)
        .containsExactlyInAnyOrder(
            "unknown option \"hiden\"",
            "unknown option \"epoch\"",
            "option \"dropout\" has a wrong value",
            "option \"dropout\" has a wrong value");
    assertThat(problems).extracting(Problem::where).allMatch(at -> at.endsWith("set by the sweep"));
    assertThat(problems).extracting(Problem::fix).contains("did you mean \"hidden\"?");
  }

  @Test
  public void aWrongFormHidesNoWrongOption() {
    assertThat(
            problems(
                "titel: Dropout",
                "set: {training.epoch: 3}",
                "variants: {small: 4, large: {model.hiden: 9}}",
                "grid: {model.dropout: 7, model.delay: [-1, -1], training.patience: [0, null]}",
                "figure: hits"))
        .extracting(Problem::what)
        .containsExactlyInAnyOrder(
            "unknown key \"titel\"",
            "\"variants.small\" has a wrong form",
            "\"model.dropout\" has no list of values",
            "a value of \"model.delay\" stands twice",
            "\"training.patience\" has no list of values",
            "there are no seeds",
            "unknown option \"epoch\"",
            "unknown option \"hiden\"",
            "option \"dropout\" has a wrong value",
            "option \"delay\" has a wrong value",
            "option \"patience\" has a wrong value");
  }

  @Test
  public void ofABaseThatIsNotThereNothingIsSaidButThat() {
    SweepDraft draft = SweepFile.draft("base: no-such-file.yaml\nsede: 1\n", "s.yaml", Path.of(""));
    assertThatThrownBy(() -> SweepPlanner.plan(factory, draft))
        .isInstanceOfSatisfying(
            ImpetusException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::what)
                    .containsExactly(
                        "unknown key \"sede\"", "the base cannot be read", "there are no seeds"));
  }

  @Test
  public void aPluginThatCannotTellItsControlHidesNoOtherProblem() {
    assertThat(problems("grid: {model.steps: [1, 2000], model.hidden: [4, -1]}", "seeds: 1"))
        .extracting(Problem::why)
        .anyMatch(why -> why.contains("not made for so many steps"))
        .anyMatch(why -> why.contains("-1"));
  }

  @Test
  public void aSectionThatIsUnknownAndTheSeedAreNoSettings() {
    assertThat(problems("grid: {modle.hidden: [1, 2]}", "seeds: 1"))
        .extracting(Problem::what)
        .contains("unknown section \"modle\"");
    assertThat(problems("grid: {seed: [1, 2]}", "seeds: 1"))
        .extracting(Problem::what)
        .containsExactly("the seed is no setting");
  }

  @Test
  public void namesOfDotsAreFoldersOfTheSweep() {
    SweepPlan plan =
        plan(
            "variants: {'..': {model.hidden: 3}, '.': {model.hidden: 4}}",
            "seeds: 1",
            "without-control: it is about names");
    assertThat(plan.settings())
        .extracting(Setting::folder)
        .containsExactly("setting-..", "setting-.");
  }

  @Test
  public void onlyNumbersAreNumbers() {
    assertThat(List.of("1", "-1.5", "+.5", "2.", "1e-3", "3.E+7")).allMatch(SettingNames::isNumber);
    assertThat(List.of("1.2.3", ".", "", "e5", "1e", "--1", "0x1"))
        .noneMatch(SettingNames::isNumber);
  }

  @Test
  public void aSettingKnowsItselfWithTheMethodOff() {
    SweepPlan plan = plan("grid: {model.dropout: [0.3], model.hidden: [4, 6]}", "seeds: 1");
    for (Setting setting : plan.settings()) {
      assertThat(setting.off().isPresent()).isEqualTo(!setting.control());
      setting
          .off()
          .ifPresent(
              off ->
                  assertThat(plan.settings())
                      .filteredOn(other -> other.spec().toYaml().equals(off.toYaml()))
                      .singleElement()
                      .satisfies(
                          other -> {
                            assertThat(other.control()).isTrue();
                            assertThat(other.values().get("model.hidden"))
                                .isEqualTo(setting.values().get("model.hidden"));
                          }));
    }
  }

  @Test
  public void equalSettingsAreRefused() {
    assertThat(problems("grid: {model.dropout: [0.1, 1e-1]}", "seeds: 1"))
        .extracting(Problem::what)
        .containsExactly("a value of \"model.dropout\" stands twice");
    assertThat(
            problems(
                "grid: {model.hidden: [4, 6]}",
                "variants: {a: {grid: {model.hidden: [1, 2]}}}",
                "seeds: 1"))
        .extracting(Problem::what)
        .contains("\"model.hidden\" is varied twice");
  }

  @Test
  public void theFormOfAFileIsCheckedAsAWhole() {
    assertThatThrownBy(
            () ->
                SweepFile.parse(
                    """
                    base: no-such-file.yaml
                    gird: {model.mu: [1]}
                    set: 5
                    grid: {model.mu: 3, model.s: []}
                    seeds: [1, 1]
                    """,
                    "s.yaml",
                    Path.of("")))
        .isInstanceOfSatisfying(
            ImpetusException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::where)
                    .containsExactly(
                        "gird, s.yaml:2",
                        "base, s.yaml:1",
                        "set, s.yaml:3",
                        "grid.model.mu, s.yaml:4",
                        "grid.model.s, s.yaml:4",
                        "seeds, s.yaml:5"));
    assertThatThrownBy(() -> SweepFile.parse("base: {}\n", "s.yaml", Path.of("")))
        .hasMessageContaining("there are no seeds");
  }

  @Test
  public void whatIsWrittenIsReadBack() {
    SweepSpec spec =
        ToySweeps.spec(
            "title: 'Dropout: how much?'",
            "set: {training.epochs: 3, model: {id: toy-net, hidden: 5}}",
            "variants: {a: {}, b: {model.hidden: 7, grid: {training.batch-size: [4, 8]}}}",
            "grid: {model.dropout: [0, 1e-3, 0.5]}",
            "seeds: 3",
            "figure: hits",
            "without-control: asked for");
    SweepSpec again = SweepFile.parse(SweepFile.write(spec), "toy.yaml", Path.of("elsewhere"));
    assertThat(again).usingRecursiveComparison().ignoringFields("base").isEqualTo(spec);
    assertThat(SweepPlanner.plan(factory, again).settings())
        .isEqualTo(SweepPlanner.plan(factory, spec).settings());
  }
}
