import { answerOf, hasError } from "../outcome.ts";
import type { Reading } from "./reading.ts";
import { authentication, detectionFinding } from "./route.ts";

export interface Status {
  readonly id: number;
  readonly caption: string;
}

const unknown: Status = { id: 0, caption: "Unknown" };
const success: Status = { id: 1, caption: "Success" };
const failure: Status = { id: 2, caption: "Failure" };
const begun: Status = { id: 1, caption: "New" };
const over: Status = { id: 4, caption: "Resolved" };

/** What became of the call. Sign-ins answer in a word of their own, for a failed one may have no error code. */
export function statusOf(reading: Reading, classUid: number): Status {
  const { fields, insight } = reading;
  if (classUid === detectionFinding) return findingStatus(insight?.state);
  const answer = classUid === authentication ? answerOf(fields) : undefined;
  if (answer !== undefined) return answerStatus(answer);
  if (hasError(fields)) return failure;
  return reading.operation === undefined ? unknown : success;
}

function findingStatus(state: string | undefined): Status {
  if (state === "Start") return begun;
  return state === "End" ? over : unknown;
}

function answerStatus(answer: string): Status {
  const word = answer.toLowerCase();
  if (word === "success") return success;
  if (word === "failure") return failure;
  return word === "other" ? unknown : { id: 99, caption: answer };
}
