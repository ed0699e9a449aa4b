import { objectAt, textAt } from "../../value.ts";
import type { Making } from "../making.ts";
import type { Reading } from "../reading.ts";
import type { Entity, Specifics } from "../specifics.ts";
import { orUnknown, targetOf } from "../target.ts";
import kinds from "./entities.json" with { type: "json" };

/** Managed policies, instance profiles, identity providers, and the settings that an account has one of. */
export function entityManagementOf(reading: Reading, { dialect }: Making): Specifics {
  const { parameters } = reading;
  const kind = kindOf(reading);
  const name = textAt(parameters, kind.name) ?? kind.constant;
  const target = orUnknown(targetOf(reading, name, arnIn(reading, kind)));
  const entity: Entity = {
    data: textAt(parameters, "policyDocument"),
    name: target.name,
    type: kind.type,
    type_id: dialect.hasEntityTypes ? kind.type_id : undefined,
    uid: target.uid,
    version: textAt(parameters, "versionId"),
  };
  return { entity };
}

function arnIn({ parameters, response }: Reading, { arn, answer }: Kind): string | undefined {
  return (
    textAt(parameters, arn) ?? textAt(objectAt(response, answer), "arn") ?? textAt(response, arn)
  );
}

interface Kind {
  /** What the names of its calls have in them. */
  readonly word: string;
  readonly type: string;
  readonly type_id: number;
  /** Keys of the parameters or of the answer. */
  readonly name: string;
  readonly arn: string;
  readonly answer: string;
  /** The name of what there is one of in an account. */
  readonly constant?: string;
}

/** The first that fits: a password policy is no policy. */
function kindOf({ operation = "" }: Reading): Kind {
  return kinds.find(({ word }: Kind) => operation.includes(word)) ?? anything;
}

const anything: Kind = { word: "", type: "Unknown", type_id: 0, name: "", arn: "", answer: "" };
