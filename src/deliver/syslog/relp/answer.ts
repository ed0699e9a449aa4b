import { serverWords } from "../../server-words.ts";
import { ReceiverTrouble } from "../trouble.ts";

/** The receiver's answer to one frame. */
export interface Answer {
  readonly isAccepted: boolean;
  /** `500 command disabled`. */
  readonly words: string;
  /** The commands that it takes; only in the answer to `open`, and not of every receiver. */
  readonly commands: readonly string[] | undefined;
}

/** Reads the data of a `rsp` frame: `200 OK`, and offers on further lines. */
export function readAnswer(data: string): Answer {
  const [code] = /^\d{3}(?=[ \n]|$)/.exec(data) ?? [];
  if (code === undefined)
    throw new ReceiverTrouble("garbled", `The receiver answers ${serverWords(data)}`);
  const [, commands] = /(?:^|\s)commands=(\S*)/.exec(data) ?? [];
  return {
    isAccepted: code === "200",
    words: serverWords(data.split("\n", 1).join("")),
    commands: commands?.split(","),
  };
}
