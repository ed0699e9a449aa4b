import { createStdoutDestination } from "../../src/deliver/stdout/destination.ts";
import { heldLines } from "../support/held-lines.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { ScriptedStream } from "../support/scripted-stream.ts";
import { describeDestination, type Stage } from "./describe-destination.ts";

describeDestination("stdout", {
  accepted: () => writingTo(new ScriptedStream()),
  reset_at_once: () => writingTo(new ScriptedStream("breaks")),
  aborted: () => writingTo(new ScriptedStream("blocks")),
});

function writingTo(stream: ScriptedStream): Promise<Stage> {
  const destination = createStdoutDestination({ name: "stdout" }, stream);
  return Promise.resolve({
    destination: {
      ...destination,
      close() {
        stream.unblock();
        return destination.close();
      },
    },
    clock: new ManualClock(),
    held: () => Promise.resolve(heldLines(stream.text)),
    silence: stream.blocked,
  });
}
