import { GuruError, RunConfig } from "@guru/core";
import { textWhereWanted } from "./config-schema.ts";
import { describeIssues } from "./describe-issues.ts";
import { isSettings, mergeSettings, type Settings } from "./merge-settings.ts";
import { applyOverride, type Override, parseOverride } from "./parse-override.ts";
import { presetFile } from "./presets.ts";
import { readConfigFile } from "./read-config-file.ts";

/** Where the settings of a run come from, each laid over the one before. */
export interface ConfigSources {
  /** Taken when neither a preset nor a file is named. */
  readonly defaultPreset: string;
  readonly method: RunConfig["method"];
  readonly files: readonly string[];
  /** `path=value` settings, and `preset=NAME`. */
  readonly settings: readonly string[];
}

/** What a layer means that names a model and says nothing of weights: those of lower layers were said of another model. */
const ownWeights: RunConfig["model"]["weights"] = "checkpoint";

/**
 * Resolves a run config: presets, then files, then settings of the command line. `model.weights` belongs to the `model.path`
 * that it is written with: naming another model above means that model's weights.
 *
 * @throws GuruError `preset`, `config_file`, `override`, or `config` with one line a mistake.
 */
export async function resolveConfig(sources: ConfigSources): Promise<RunConfig> {
  const presets = sources.settings.filter(isPreset).map((text) => text.slice("preset=".length));
  const overrides = sources.settings.filter((text) => !isPreset(text)).map(parseOverride);
  const names = isDefaultConfig(sources) ? [sources.defaultPreset] : presets;
  const presetFiles = await Promise.all(names.map(presetFile));
  const layers = await Promise.all([...presetFiles, ...sources.files].map(readConfigFile));
  const merged = layers
    .map((layer) =>
      namesModelAlone(layer) ? mergeSettings(layer, { model: { weights: ownWeights } }) : layer,
    )
    .reduce(mergeSettings, RunConfig.parse({ method: sources.method }));
  const config = parseConfig(withImpliedWeights(overrides).reduce(applyOverride, merged));
  if (config.method === sources.method) return config;
  const command = config.method === "sft" ? "guru sft" : "guru train";
  throw new GuruError("config", `method is ${config.method} in this config; run it with ${command}`);
}

/** Settings of the command line, which are one layer. */
function withImpliedWeights(overrides: readonly Override[]): readonly Override[] {
  const ofModel = overrides.filter(({ path }) => path[0] === "model");
  return namesModelAlone(ofModel.reduce(applyOverride, {}))
    ? [...overrides, { path: ["model", "weights"], value: ownWeights }]
    : overrides;
}

/** Whether a layer names a model and does not say which weights. */
function namesModelAlone({ model }: Settings): boolean {
  return isSettings(model) && "path" in model && !("weights" in model);
}

/** Whether neither a preset nor a file is named, so that the default preset applies. */
export function isDefaultConfig({ files, settings }: ConfigSources): boolean {
  return files.length === 0 && !settings.some(isPreset);
}

function isPreset(text: string): boolean {
  return text.startsWith("preset=");
}

function parseConfig(settings: Settings): RunConfig {
  const config = textWhereWanted(settings);
  const result = RunConfig.safeParse(config);
  if (result.success) return result.data;
  const mistakes = describeIssues(result.error.issues, config).map((line) => `  ${line}`);
  throw new GuruError("config", ["the config has mistakes:", ...mistakes].join("\n"));
}
