// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineFile;
import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.runtime.pipeline.PluginSpec;
import dev.impetus.runtime.pipeline.ResolvedPipeline;
import dev.impetus.runtime.pipeline.YamlDocument;
import dev.impetus.runtime.training.TrainingOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the plan of a sweep: every combination of values, checked as a specification is, and the
 * controls.
 *
 * <p>A control is a setting whose method is switched off and that is otherwise the same. Options
 * that can switch a method off say so ({@link dev.impetus.api.config.Option#offAt}, {@link
 * dev.impetus.model.ArchitectureProvider#offValues}); for each setting in which one of them is on,
 * the same setting with all of them off belongs to the sweep, whether the grid asks for it or not.
 */
public final class SweepPlanner {

  private static final String MODEL = "model.";

  /** For people: what an option without a default has where it is left out. */
  private static final String BY_RUN = ", set for this run";

  private static final String BY_SWEEP = ", set by the sweep";

  private final PipelineFactory factory;
  private final SweepSpec spec;
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Map<String, Combination> combinations = new LinkedHashMap<>();

  private SweepPlanner(PipelineFactory factory, SweepSpec spec) {
    this.factory = factory;
    this.spec = spec;
  }

  /** A setting in the making: what replaces values of the base, and what came of it. */
  private record Combination(
      int variant,
      Map<String, Object> overrides,
      Map<String, Object> axes,
      ResolvedPipeline resolved,
      boolean added) {

    /** An option's value, if it has one. */
    Optional<String> model(String path) {
      return Optional.ofNullable(
              resolved.spec().model().options().get(path.substring(MODEL.length())))
          .map(SweepPlanner::text);
    }
  }

  /**
   * The plan. Finds plugins and checks all options of all settings; computes nothing.
   *
   * @throws ImpetusException with every problem of every setting, each once
   */
  public static SweepPlan plan(PipelineFactory factory, SweepSpec spec) {
    return plan(factory, new SweepDraft(spec, List.of()));
  }

  /**
   * As {@link #plan(PipelineFactory, SweepSpec)}, for a sweep that may be wrong in its form.
   *
   * @throws ImpetusException with every problem of its form and of every setting, each once
   */
  public static SweepPlan plan(PipelineFactory factory, SweepDraft draft) {
    SweepPlanner planner = new SweepPlanner(factory, draft.spec());
    planner.problems.addAll(draft.problems());
    return draft.hasBase() ? planner.plan() : planner.refuse();
  }

  private SweepPlan refuse() {
    throw new ImpetusException(List.copyOf(problems));
  }

  private SweepPlan plan() {
    List<SweepVariant> variants =
        spec.variants().isEmpty()
            ? List.of(new SweepVariant("", Map.of(), List.of()))
            : spec.variants();
    for (int i = 0; i < variants.size(); i++) {
      SweepVariant variant = variants.get(i);
      List<SweepAxis> axes = new ArrayList<>(variant.grid());
      axes.addAll(spec.grid());
      checkPaths(variant, axes);
      for (Map<String, Object> values : product(axes)) {
        add(i, variant, values);
      }
    }
    List<String> notes = new ArrayList<>();
    if (spec.withoutControl().isEmpty()) {
      addControls(notes);
    } else {
      notes.add("no controls with the method switched off: " + spec.withoutControl().get());
    }
    if (!problems.isEmpty()) {
      return refuse();
    }
    List<Setting> settings = new SettingNames(variants).name(placed());
    return new SweepPlan(spec, axes(settings), settings, figure(), notes);
  }

  private void checkPaths(SweepVariant variant, List<SweepAxis> axes) {
    Set<String> seen = new LinkedHashSet<>();
    for (SweepAxis axis : axes) {
      if (!seen.add(axis.path())) {
        problem(
            "\"" + axis.path() + "\" is varied twice",
            "grid" + (variant.name().isEmpty() ? "" : " of variant " + variant.name()),
            "it stands in the grid of all and in one of its own",
            "remove one of the two");
      }
    }
    seen.addAll(variant.set().keySet());
    seen.addAll(spec.set().keySet());
    if (seen.contains("seed")) {
      problem(
          "the seed is no setting",
          "seed",
          "every setting is trained with all seeds",
          "list them under seeds");
    }
  }

  private static List<Map<String, Object>> product(List<SweepAxis> axes) {
    List<Map<String, Object>> rows = List.of(Map.of());
    for (SweepAxis axis : axes) {
      List<Map<String, Object>> longer = new ArrayList<>();
      for (Map<String, Object> row : rows) {
        for (Object value : axis.values()) {
          Map<String, Object> next = new LinkedHashMap<>(row);
          next.put(axis.path(), value);
          longer.add(next);
        }
      }
      rows = longer;
    }
    return rows;
  }

  private void add(int index, SweepVariant variant, Map<String, Object> values) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    for (Map<String, Object> part : List.of(spec.set(), variant.set(), values)) {
      // A later value counts from where it stands: a whole section replaces its options.
      part.keySet().forEach(overrides::remove);
      overrides.putAll(part);
    }
    Combination combination = resolve(index, overrides, values, false);
    if (combination == null) {
      return;
    }
    Combination same = combinations.putIfAbsent(key(combination), combination);
    if (same != null) {
      problem(
          "two settings are the same",
          (variant.name().isEmpty() ? "grid" : "variant " + variant.name()) + " " + values,
          "they give the same specification as "
              + (spec.variants().isEmpty()
                  ? ""
                  : "variant " + spec.variants().get(same.variant()).name() + " ")
              + same.axes(),
          "remove one of the two");
    }
  }

  /** What tells settings apart, seeds left out. Variants may have the same control. */
  private static String key(Combination combination) {
    return combination.variant() + "\n" + combination.resolved().spec().toYaml();
  }

  private Combination resolve(
      int variant, Map<String, Object> overrides, Map<String, Object> axes, boolean added) {
    Map<String, String> texts = new LinkedHashMap<>();
    overrides.forEach((path, value) -> texts.put(path, YamlDocument.writeValue(value)));
    try {
      ResolvedPipeline resolved =
          factory.resolve(PipelineFile.parse(spec.base(), spec.baseName(), spec.folder(), texts));
      checkFigure(resolved);
      return new Combination(variant, overrides, axes, resolved, added);
    } catch (ImpetusException e) {
      e.problems().forEach(problem -> problems.add(ofSweep(problem)));
      return null;
    }
  }

  private static Problem ofSweep(Problem problem) {
    return problem.where().endsWith(BY_RUN)
        ? new Problem(
            problem.kind(),
            problem.what(),
            problem.where().replace(BY_RUN, BY_SWEEP),
            problem.why(),
            problem.fix())
        : problem;
  }

  /** Metrics have names of their own, known once they are made; that there is none is known now. */
  private void checkFigure(ResolvedPipeline resolved) {
    spec.figure()
        .filter(figure -> !figure.equals(TrainingOptions.LOSS))
        .filter(figure -> resolved.spec().metrics().isEmpty())
        .ifPresent(
            figure ->
                problem(
                    "there is no figure \"" + figure + "\"",
                    "figure",
                    "the specification has no metrics",
                    "add it under metrics, or write \"figure: loss\""));
  }

  private void addControls(List<String> notes) {
    List<String> added = new ArrayList<>();
    for (Combination combination : List.copyOf(combinations.values())) {
      Map<String, Object> off = valuesToSwitchOff(combination);
      if (off.isEmpty()) {
        continue;
      }
      Map<String, Object> overrides = new LinkedHashMap<>(combination.overrides());
      off.keySet().forEach(overrides::remove);
      overrides.putAll(off);
      Map<String, Object> axes = new LinkedHashMap<>(combination.axes());
      axes.putAll(off);
      Combination control = resolve(combination.variant(), overrides, axes, true);
      if (control != null && combinations.putIfAbsent(key(control), control) == null) {
        off.forEach((path, value) -> added.add(path + " " + text(value)));
      }
    }
    if (!added.isEmpty()) {
      notes.add(
          (added.size() == 1 ? "a control was added" : added.size() + " controls were added")
              + ", with "
              + String.join(" and ", new LinkedHashSet<>(added))
              + ": what the method brings is the difference to the same setting without it");
    }
  }

  /** What a control has to change; nothing if the plugin that should tell fails. */
  private Map<String, Object> valuesToSwitchOff(Combination combination) {
    Map<String, Object> off = new LinkedHashMap<>();
    try {
      off.putAll(combination.resolved().offValues());
    } catch (ImpetusException e) {
      problems.addAll(e.problems());
    }
    off.entrySet()
        .removeIf(
            value -> combination.model(value.getKey()).equals(Optional.of(text(value.getValue()))));
    return off;
  }

  /** All combinations with the values of everything that is varied in their variant. */
  private List<Setting> placed() {
    Map<Integer, Set<String>> varied = new HashMap<>();
    for (Combination combination : combinations.values()) {
      varied
          .computeIfAbsent(combination.variant(), v -> new LinkedHashSet<>())
          .addAll(combination.axes().keySet());
    }
    List<Setting> settings = new ArrayList<>();
    for (Combination combination : combinations.values()) {
      Map<String, String> values = new LinkedHashMap<>();
      for (String path : varied.get(combination.variant())) {
        Object given = combination.axes().get(path);
        if (given != null) {
          values.put(path, text(given));
        } else {
          combination.model(path).ifPresent(value -> values.put(path, value));
        }
      }
      Map<String, Object> off = combination.resolved().offValues();
      boolean isOff =
          !off.isEmpty()
              && off.entrySet().stream()
                  .allMatch(
                      e -> combination.model(e.getKey()).equals(Optional.of(text(e.getValue()))));
      PipelineSpec spec = combination.resolved().spec();
      settings.add(
          new Setting(
              "",
              "",
              variant(combination),
              values,
              isOff,
              !off.isEmpty(),
              combination.added(),
              spec,
              off.isEmpty() || isOff ? Optional.empty() : Optional.of(switchedOff(spec, off))));
    }
    return settings;
  }

  private String variant(Combination combination) {
    return spec.variants().isEmpty() ? "" : spec.variants().get(combination.variant()).name();
  }

  private static PipelineSpec switchedOff(PipelineSpec spec, Map<String, Object> off) {
    PluginSpec model = spec.model();
    for (Map.Entry<String, Object> value : off.entrySet()) {
      model = model.with(value.getKey().substring(MODEL.length()), value.getValue());
    }
    return spec.toBuilder().model(model.id(), model.options()).build();
  }

  private static List<String> axes(List<Setting> settings) {
    Set<String> paths = new LinkedHashSet<>();
    settings.forEach(setting -> paths.addAll(setting.values().keySet()));
    return List.copyOf(paths);
  }

  private String figure() {
    return spec.figure()
        .orElseGet(
            () ->
                String.valueOf(
                    combinations
                        .values()
                        .iterator()
                        .next()
                        .resolved()
                        .spec()
                        .training()
                        .get("monitor")));
  }

  /** A value for people: whole numbers without a point, whatever their type. */
  private static String text(Object value) {
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return YamlDocument.writeValue(value);
  }

  private void problem(String what, String where, String why, String fix) {
    problems.add(new Problem(ErrorKind.CONFIGURATION, what, where, why, fix));
  }
}
