#!/usr/bin/env node
/**
 * The command line. A command is imported when it is called, so that `check` does not load the AWS SDK, and each
 * returns its exit code: 0 done, 1 a bug or unreadable input, 2 a configuration that can't be used.
 */
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError, Option } from "commander";
import type { NormalizeFlags } from "./commands/normalize-flags.ts";
import type { ReplayFlags } from "./commands/replay.ts";
import type { SetupFlags } from "./commands/setup-destinations.ts";
import type { Format } from "./normalize/format.ts";
import { restartWithSmallHeap } from "./runtime/heap.ts";
import { version } from "./version.ts";

// Stripped types and compiled code are kept beside the packages, which halves the time to start and saves 25 MB. Where
// the folder can't be written, as in the image, which brings a cache of its own, it goes on without.
const compileCache = fileURLToPath(new URL("../node_modules/.cache/trailferry", import.meta.url));
enableCompileCache(compileCache);
// A process that takes this one's place finds this very file there too. Else it would load what strips types, which
// stays in memory: 14 MB.
process.env["NODE_COMPILE_CACHE"] ??= compileCache;

const program = new Command("trailferry")
  .description("Ships AWS CloudTrail from S3 and SQS to a SIEM, and never loses a record.")
  .version(version)
  .showHelpAfterError("(add --help for the options)");

program
  .command("run")
  .description("run the daemon until SIGTERM")
  .requiredOption("-c, --config <file>", "configuration file")
  .action(async ({ config }: { config: string }) => {
    restartWithSmallHeap();
    const { run } = await import("./commands/run.ts");
    process.exitCode = await run(config);
  });

program
  .command("worker", { hidden: true })
  .description("one of the pipelines of `run`, which starts it")
  .argument("<number>", "from 1", positive)
  .action(async (number: number) => {
    const { work } = await import("./commands/worker.ts");
    process.exitCode = await work(number);
  });

program
  .command("check")
  .description("validate a configuration without the network, and print what it comes to")
  .requiredOption("-c, --config <file>", "configuration file")
  .action(async (options: { config: string }) => {
    const [{ runCheck }, { systemEnvironment }] = await Promise.all([
      import("./commands/check.ts"),
      import("./config/environment.ts"),
    ]);
    process.exitCode = runCheck(options, process, systemEnvironment());
  });

program
  .command("setup")
  .description("put index templates and lifecycle policies into the configured servers")
  .requiredOption("-c, --config <file>", "configuration file")
  .option("--take-over", "go above templates of others for the same names, as Elastic's own", false)
  .action(async (flags: SetupFlags) => {
    const { setupDestinations } = await import("./commands/setup-destinations.ts");
    process.exitCode = await setupDestinations(flags);
  });

program
  .command("replay")
  .description("send dead letters again, and remove what was delivered")
  .requiredOption("-c, --config <file>", "configuration file")
  .addOption(
    new Option("--from <place>", "where they lie; as dead_letter says if not given").choices([
      "file",
      "s3",
      "sqs",
    ]),
  )
  .option("--path <files...>", "file: these, instead of the one of dead_letter")
  .option("--prefix <prefix>", "s3: only below it, as 2026/11/22/elastic")
  .option("--destination <name>", "only letters for this destination")
  .option("--to <name>", "send them there, whatever destination they were for")
  .option("--rate <letters>", "at most so many in a second", positive)
  .option("--dry-run", "count them by destination and reason, and do nothing", false)
  .action(async (flags: ReplayFlags) => {
    const { replayLetters } = await import("./commands/replay.ts");
    process.exitCode = await replayLetters(flags);
  });

program
  .command("schema")
  .description("print the JSON Schema of the configuration")
  .action(async () => {
    const { runSchema } = await import("./commands/schema.ts");
    process.exitCode = runSchema(process);
  });

program
  .command("normalize")
  .description(
    "turn CloudTrail files (.json, .json.gz, NDJSON) or standard input into one line per record",
  )
  .argument("[files...]", "files to read; standard input if none")
  .addOption(formatOption())
  .option("--pretty", "indent each record, with ecs, ocsf and raw", false)
  .option("--no-event-original", "ecs: without event.original")
  .addOption(choice("--categories", "ecs: whose categories and names", "extended", "elastic"))
  .addOption(
    choice("--payloads", "ecs: form of parameters", "both", "text", "json", "flattened", "none"),
  )
  .option("--entities", "ecs: with actor, target and related entities")
  .addOption(choice("--ocsf-version", "ocsf: of the schema", "1.8.0", "1.1.0", "1.5.0", "1.9.0"))
  .addOption(choice("--ocsf-profile", "ocsf: whose classes", "extended", "aws"))
  .addOption(choice("--ocsf-payloads", "ocsf: form of parameters", "text", "object"))
  .addOption(choice("--ocsf-unmapped", "ocsf: form of what has no attribute", "flat", "nested"))
  .option("--raw-data", "ocsf: with raw_data")
  .addOption(choice("--leef-version", "leef: of the format", "2.0", "1.0"))
  .option("--geoip-city <file>", "ecs, ocsf: database of places (MaxMind DB)")
  .option("--geoip-asn <file>", "ecs, ocsf: database of networks (MaxMind DB)")
  .action(async (files: string[], flags: NormalizeFlags) => {
    const { normalize } = await import("./commands/normalize-flags.ts");
    process.exitCode = await normalize(files, flags, process);
  });

program
  .command("demo")
  .description("run the whole path on an embedded SQS and S3 with sample trails")
  .addOption(formatOption())
  .option("--once", "end when every message has ended", false)
  .option("--elasticsearch <url>", "deliver there instead of to standard output")
  .action(async (options: { format: Format; once: boolean; elasticsearch?: string }) => {
    const { demo } = await import("./commands/demo.ts");
    process.exitCode = await demo(options);
  });

await program.parseAsync();

function formatOption(): Option {
  return new Option("--format <format>", "what each record becomes")
    .choices(["ecs", "ocsf", "cef", "leef", "raw"])
    .default("ecs");
}

/** The first value is the default of the format; commander isn't told, because a flag that wasn't given is none. */
function choice(flag: string, what: string, usual: string, ...others: readonly string[]): Option {
  return new Option(`${flag} <name>`, `${what}; ${usual} if not given`).choices([usual, ...others]);
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError("It must be above 0.");
  return value;
}
