import type { Random } from "../../bench/trail/random.ts";
import { isJsonObject } from "../../src/event.ts";
import { caseNames, caseRecord } from "./cases.ts";

const texts = caseNames.map(caseRecord);
const keys = [...new Set(texts.flatMap((text) => Object.keys(JSON.parse(text))))];

/** A record of the cases with one to five things changed that nobody would expect, as JSON text. */
export function mutatedRecord(random: Random): string {
  const record: unknown = JSON.parse(random.pick(texts));
  for (let changes = 1 + random.below(5); changes > 0; changes -= 1) change(record, random);
  return JSON.stringify(record);
}

function change(record: unknown, random: Random): void {
  const { holder, key } = somewhere(record, random);
  const value: unknown = Reflect.get(holder, key);
  random.pick([
    () => Reflect.deleteProperty(holder, key),
    () => Reflect.set(holder, key, oddValue(random)),
    () => Reflect.set(holder, key, oddValue(random)),
    () => Reflect.set(holder, key, wrapped(value, random)),
    () => Reflect.set(holder, key, foreignValue(random)),
    () => Reflect.set(holder, random.pick(keys), value),
    () => random.chance(0.02) && Reflect.set(holder, key, grown(value, random)),
  ])();
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

/** Mostly near the top, where the fields with a meaning are. */
function somewhere(record: unknown, random: Random): Place {
  let place: Place = { holder: Object(record), key: random.pick(keys) };
  for (let value = record; typeof value === "object" && value !== null;) {
    const names = Object.keys(value);
    if (names.length === 0) return place;
    place = { holder: value, key: random.pick(names) };
    if (random.chance(0.4)) return place;
    value = Reflect.get(value, place.key);
  }
  return place;
}

/** What stands in a random place of another record. */
function foreignValue(random: Random): unknown {
  const { holder, key } = somewhere(JSON.parse(random.pick(texts)), random);
  return Reflect.get(holder, key) ?? null;
}

function wrapped(value: unknown, random: Random): unknown {
  return random.pick<unknown>([[value], { value }, JSON.stringify(value) ?? null]);
}

/** Larger than CloudTrail writes it, in one of the ways in which it can be large. */
function grown(value: unknown, random: Random): unknown {
  const size = 1 + random.below(70_000);
  if (typeof value === "string" && value !== "")
    return value.repeat(1 + size / value.length).slice(0, size);
  if (Array.isArray(value)) return Array.from({ length: 300 }, () => value).flat();
  if (isJsonObject(value))
    return Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`key${at}`, value]));
  return deep(random.below(60), value);
}

function deep(levels: number, value: unknown): unknown {
  let outer = value;
  for (let level = 0; level < levels; level += 1) outer = level % 2 === 0 ? { a: outer } : [outer];
  return outer;
}

function oddValue(random: Random): unknown {
  const text = random.pick(oddTexts);
  return random.chance(0.5) ? text : JSON.parse(random.pick(oddJson));
}

const oddJson = [
  ...'null true false 0 -1 1.5 1e300 111122223333 [] {} [[[]]] ["a",1,null] {"":""} {"a":{}}'.split(
    " ",
  ),
  '["a",1,null,{"b":[]}]',
  '{"a":{"b":[{"c":null}]}}',
  '{"__proto__":{"a":1},"constructor":null,"toString":"x","toJSON":1,"hasOwnProperty":2}',
  '{"a.b":1,"a":{"b":2},"[]":3,"a[]":[4]}',
  '{"password":"hunter2","credentials":{"sessionToken":"x","secretAccessKey":["y"]}}',
];

const oddTexts = [
  ..."- none null true *** HIDDEN_DUE_TO_SECURITY_REASONS AssumedRole Root AWSService Martian".split(
    " ",
  ),
  ..."::1 ::ffff:192.0.2.1 fe80::1%eth0 192.0.2.1:80 010.0.0.1 x.amazonaws.com @x a@".split(" "),
  ..."2026-02-30T00:00:00Z 20261122T091504Z 9999-12-31T23:59:59Z +275760-09-14 now".split(" "),
  ..."arn:aws:iam::111122223333:user/a/b arn::::: arn:aws-cn:sts::1:assumed-role/R".split(" "),
  ..."ConsoleLogin AssumeRole CreateUser AwsCloudTrailInsight Data signin.amazonaws.com".split(" "),
  "",
  "AWS Internal",
  "2026-11-22 09:15:04",
  "a=b|c\\d e=f\r\n\tg",
  '"quoted" \\ {x=y, z=[1]}',
  "\u0000\u001f\u007f\u0085\u2028",
  "\ud800",
  "\udc00x",
  "\u{1f980}\u{1f980}",
  "e\u0301",
  "\u202etxt",
];
