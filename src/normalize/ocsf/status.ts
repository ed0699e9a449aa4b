import { quoted } from "../json-text.ts";
import { answerOf, hasError } from "../outcome.ts";
import type { Parts } from "./parts.ts";
import { authentication, detectionFinding } from "./route.ts";

const unknown = statusText("Unknown", 0);
const success = statusText("Success", 1);
const failure = statusText("Failure", 2);
const begun = statusText("New", 1);
const over = statusText("Resolved", 4);

/** What became of the call. Sign-ins answer in a word of their own, for a failed one may have no error code. Members of the event. */
export function statusOf({ action, errorMessage, outline, reading: { fields } }: Parts): string {
  const { classUid } = outline.route;
  if (classUid === detectionFinding) return findingStatus(action.insight?.state);
  const answer = classUid === authentication ? answerOf(fields) : undefined;
  if (answer !== undefined) return answerStatus(answer);
  if (errorMessage !== undefined || hasError(fields)) return failure;
  return action.operation === undefined ? unknown : success;
}

function findingStatus(state: string | undefined): string {
  if (state === "Start") return begun;
  return state === "End" ? over : unknown;
}

function answerStatus(answer: string): string {
  const word = answer.toLowerCase();
  if (word === "success") return success;
  if (word === "failure") return failure;
  return word === "other" ? unknown : statusText(answer, 99);
}

function statusText(caption: string, id: number): string {
  return `"status":${quoted(caption)},"status_id":${id}`;
}
