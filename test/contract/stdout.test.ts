import { createStdoutDestination } from "../../src/deliver/stdout/destination.ts";
import { heldLines } from "../support/held-lines.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { ScriptedStream } from "../support/scripted-stream.ts";
import { describeDestination, type Stage } from "./describe-destination.ts";

describeDestination("stdout", {
  accepted: () => Promise.resolve(writingTo(new ScriptedStream())),
  reset_at_once: () => Promise.resolve(writingTo(new ScriptedStream("breaks"))),
  aborted() {
    const stream = new ScriptedStream("blocks");
    const heal = () => Promise.resolve(stream.unblock());
    return Promise.resolve({ ...writingTo(stream), heal, repeats: true });
  },
});

function writingTo(stream: ScriptedStream): Stage {
  const destination = createStdoutDestination({ name: "stdout" }, stream);
  return {
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
  };
}
