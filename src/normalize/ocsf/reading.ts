import type { JsonObject, TrailRecord } from "../../event.ts";
import { objectOf } from "../value.ts";
import type { Action } from "./action.ts";
import type { Insight } from "./insight.ts";

/** A record, and those of its parts that most of the mapping reads. The larger ones are parsed when they are asked for. */
export class Reading {
  readonly record: TrailRecord;
  readonly fields: JsonObject;
  readonly action: Action;

  constructor(record: TrailRecord, fields: JsonObject, action: Action) {
    this.record = record;
    this.fields = fields;
    this.action = action;
  }

  get insight(): Insight | undefined {
    return this.action.insight;
  }

  get operation(): string | undefined {
    return this.action.operation;
  }

  get service(): string | undefined {
    return this.action.service;
  }

  get identity(): JsonObject | undefined {
    return objectOf(this.fields["userIdentity"]);
  }

  get parameters(): JsonObject | undefined {
    return objectOf(this.fields["requestParameters"]);
  }

  get response(): JsonObject | undefined {
    return objectOf(this.fields["responseElements"]);
  }

  get additional(): JsonObject | undefined {
    return objectOf(this.fields["additionalEventData"]);
  }
}
