/** True for errors of the file system; Node's own complaints about arguments are bugs. */
export function isFileError(error: unknown, code?: string): error is Error {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string")
    return false;
  return code === undefined ? !error.code.startsWith("ERR_") : error.code === code;
}
