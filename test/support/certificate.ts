import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

/** A self-signed certificate for 127.0.0.1, its own authority. Undefined where there is no `openssl` to make one. */
export async function makeCertificate(directory: string): Promise<Certificate | undefined> {
  const certFile = join(directory, "certificate.pem");
  const keyFile = join(directory, "key.pem");
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"];
  const subject = ["-subj", "/CN=receiver.example", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-days", "2", "-keyout", keyFile, "-out", certFile];
  try {
    await promisify(execFile)("openssl", ["req", "-x509", ...newKey, ...subject, ...files]);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const [cert, key] = await Promise.all([readFile(certFile, "utf8"), readFile(keyFile, "utf8")]);
  return { certFile, keyFile, cert, key };
}
