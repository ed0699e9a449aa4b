import { destination, pino, type Logger } from "pino";

export type { Logger };
export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * JSON lines on stderr: stdout is for data. With the number of the worker, where there are several. Written synchronously, so that the last line before an exit is not lost.
 */
export function createLogger(level: LogLevel, worker?: number): Logger {
  return pino(
    {
      level,
      base: worker === undefined ? null : { worker },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination({ fd: 2, sync: true }),
  );
}

export const silentLogger: Logger = pino({ level: "silent" });
