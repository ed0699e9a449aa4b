/**
 * The kinds of value that a configuration has. Each reads what stands in the file, after interpolation, and
 * writes it back for `check`. A problem is the second half of a sentence that begins with the value:
 * whoever reports it decides whether the value may be shown.
 */
import { z } from "zod";
import type { Secret } from "../runtime/secret.ts";
import { isSecret } from "./secrets.ts";
import {
  durationPattern,
  formatDuration,
  formatSize,
  parseDuration,
  parseSize,
  sizePattern,
} from "./units.ts";

type Scalar = string | number | boolean;
type Reading<T> = { readonly value: T } | { readonly problem: string };
/** The part of a JSON Schema that describes a scalar. */
type JsonShape = Readonly<Record<string, unknown>>;

/** A map with these keys and no others. The message of its own issues is the list of the keys. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, { error: () => keys });
}

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).min(1);
}

/** What tells the members of a list apart; the value of the key `type`. */
export function kind<Name extends string>(type: Name) {
  return z.literal(type);
}

export function text(options: { readonly pattern: string; readonly problem: string }) {
  const pattern = new RegExp(options.pattern, "u");
  return scalar<string>(
    { type: "string", pattern: options.pattern },
    (value) => {
      if (typeof value !== "string") return { problem: notText(value) };
      return pattern.test(value) ? { value } : { problem: options.problem };
    },
    (value) => value,
  );
}

export function choice<const Name extends string>(names: readonly Name[]) {
  return scalar<Name>(
    { type: "string", enum: names },
    (value) => {
      const found = names.find((name) => name === value);
      return found === undefined
        ? { problem: `is not one of ${names.join(", ")}` }
        : { value: found };
    },
    (value) => value,
  );
}

export function flag() {
  return scalar<boolean>(
    { type: "boolean" },
    (value) => {
      if (value === true || value === "true") return { value: true };
      if (value === false || value === "false") return { value: false };
      return { problem: "is not true or false" };
    },
    (value) => value,
  );
}

export function integer(range: { readonly min: number; readonly max: number }) {
  return scalar<number>(
    { type: "integer", minimum: range.min, maximum: range.max },
    (value) => {
      const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
      if (typeof number !== "number" || !Number.isInteger(number))
        return { problem: `is not a whole number; write one from ${range.min} to ${range.max}` };
      return within(number, range, String);
    },
    (value) => value,
  );
}

/** Milliseconds. */
export function duration(options: {
  readonly min: string;
  readonly max: string;
  readonly whole?: "1s";
}) {
  const range = { min: parseDuration(options.min) ?? 0, max: parseDuration(options.max) ?? 0 };
  return scalar<number>(
    { type: "string", pattern: durationPattern, examples: ["500ms", "30s", "5m"] },
    (value) => {
      const ms = typeof value === "string" ? parseDuration(value) : undefined;
      if (ms === undefined)
        return {
          problem:
            "is not a duration; write a number and a unit: ms, s, m, h or d, for example 30s",
        };
      if (options.whole !== undefined && ms % 1000 !== 0)
        return { problem: "is not a whole number of seconds" };
      return within(ms, range, formatDuration);
    },
    formatDuration,
  );
}

/** Bytes. */
export function size(options: { readonly min: string; readonly max: string }) {
  const range = { min: parseSize(options.min) ?? 0, max: parseSize(options.max) ?? 0 };
  return scalar<number>(
    { type: "string", pattern: sizePattern, examples: ["512KiB", "5MiB", "1GiB"] },
    (value) => {
      const bytes = typeof value === "string" ? parseSize(value) : undefined;
      if (bytes === undefined)
        return {
          problem:
            "is not a size; write a number and a unit: B, KiB, MiB, GiB, kB, MB or GB, for example 5MiB",
        };
      return within(bytes, range, formatSize);
    },
    formatSize,
  );
}

export function url(options: UrlOptions = {}) {
  return scalar<URL>(
    { type: "string", format: "uri" },
    (value) => readUrl(value, options),
    (value) => value.href,
  );
}

/** Its keys are listed in `secrets.ts`, by which the document knows not to show what it finds there. */
export function secret() {
  return scalar<Secret>(
    { type: "string", writeOnly: true },
    (value) => (isSecret(value) ? { value } : { problem: notText(value) }),
    String,
  );
}

/** A value of a form of its own. */
export function scalar<T>(
  shape: JsonShape,
  read: (value: unknown) => Reading<T>,
  write: (value: T) => Scalar,
) {
  return z.codec(z.custom<Scalar>().register(z.globalRegistry, orTemplate(shape)), z.custom<T>(), {
    decode(value, context) {
      const reading = value === undefined ? { problem: missing(shape) } : read(value);
      if ("value" in reading) return reading.value;
      context.issues.push({ code: "custom", message: reading.problem, input: undefined });
      return z.NEVER;
    },
    encode: write,
  });
}

function missing({ enum: names }: JsonShape): string {
  return Array.isArray(names) ? `is missing; choose one of ${names.join(", ")}` : "is missing";
}

interface UrlOptions {
  readonly needsPath?: true;
  /** The key that takes what others write into the URL. */
  readonly userBelongsIn?: string;
}

function readUrl(value: unknown, { needsPath, userBelongsIn }: UrlOptions): Reading<URL> {
  const parsed = typeof value === "string" ? URL.parse(value) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    return { problem: "is not a URL that begins with http:// or https://" };
  const remedy =
    userBelongsIn === undefined ? "leave them out" : `write them under ${userBelongsIn}`;
  if (`${parsed.username}${parsed.password}` !== "")
    return { problem: `is a URL with a user or password in it; ${remedy}` };
  if (`${parsed.search}${parsed.hash}` !== "")
    return { problem: "is a URL with a query or fragment; leave them out" };
  if (needsPath === true && parsed.pathname === "/")
    return { problem: "is a URL without a path; the URL of a queue ends in account and name" };
  return { value: parsed };
}

function notText(value: unknown): string {
  if (typeof value === "object") return `is a ${Array.isArray(value) ? "list" : "map"}, not text`;
  return `is a ${typeof value}; write it in quotes`;
}

function within(
  value: number,
  range: { readonly min: number; readonly max: number },
  format: (value: number) => string,
): Reading<number> {
  if (value < range.min) return { problem: `is too small; the least is ${format(range.min)}` };
  if (value > range.max) return { problem: `is too large; the most is ${format(range.max)}` };
  return { value };
}

/** Any value may come from a variable; an editor that knows the schema must not complain about it. */
function orTemplate(shape: JsonShape): JsonShape {
  const template = { type: "string", pattern: "\\$\\{.+\\}" };
  return shape["writeOnly"] === true ? shape : { anyOf: [shape, template] };
}
