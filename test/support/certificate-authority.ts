import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Authority {
  readonly caFile: string;
  /** A certificate that it signed, for this common name and 127.0.0.1. */
  readonly issue: (commonName: string) => Promise<Identity>;
}

export interface Identity {
  readonly certFile: string;
  readonly keyFile: string;
}

/** Throws where there is no `openssl`. Several can be in one directory. */
export async function makeAuthority(directory: string, name: string): Promise<Authority> {
  const authority = await request(join(directory, name), name, []);
  const signing = ["-CA", authority.certFile, "-CAkey", authority.keyFile];
  const forUse = [
    ["-addext", "subjectAltName=IP:127.0.0.1"],
    ["-addext", "basicConstraints=critical,CA:FALSE"],
  ];
  return {
    caFile: authority.certFile,
    issue: (commonName) =>
      request(join(directory, `${name}-${commonName}`), commonName, [...signing, ...forUse.flat()]),
  };
}

async function request(
  path: string,
  commonName: string,
  options: readonly string[],
): Promise<Identity> {
  const certFile = `${path}.pem`;
  const keyFile = `${path}.key`;
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"];
  const subject = ["-subj", `/CN=${commonName}`, "-days", "2"];
  const files = ["-keyout", keyFile, "-out", certFile];
  const parameters = ["req", "-x509", ...newKey, ...subject, ...options, ...files];
  await promisify(execFile)("openssl", parameters);
  return { certFile, keyFile };
}
