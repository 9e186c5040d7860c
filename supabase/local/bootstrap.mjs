/**
 * The door of every npm script. Plain JavaScript that runs on Node 20 with nothing installed: it installs what is
 * missing, then runs the given TypeScript file on the Node 24 of `node_modules`, handing over arguments, stdio, signals
 * and the exit status. Everything it says goes to stderr, so that stdout stays the script's own.
 *
 * Usage: node supabase/local/bootstrap.mjs [--browser] FILE.ts [arguments…]
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const modules = join(root, "node_modules");
const windows = process.platform === "win32";

const args = process.argv.slice(2);
const wantsBrowser = args[0] === "--browser";
if (wantsBrowser) args.shift();
const [script, ...scriptArgs] = args;
if (!script) fail("Usage: node supabase/local/bootstrap.mjs [--browser] FILE.ts [arguments…]", 2);

if (!packagesAreInstalled()) installPackages();
const node = ensureNode24();
const environment = {
  ...process.env,
  PATH: `${join(modules, ".bin")}${delimiter}${process.env.PATH ?? ""}`,
  CAPTELY_BOOTSTRAP_PID: String(process.pid),
};
if (wantsBrowser) environment.CHROMIUM_PATH = ensureChromium();
hand(node, [
  "--disable-warning=ExperimentalWarning",
  ...(existsSync(join(root, ".env")) ? [`--env-file=${join(root, ".env")}`] : []),
  resolve(root, script),
  ...scriptArgs,
]);

/** @returns {never} */
function fail(sentence, status = 1) {
  process.stderr.write(`${sentence}\n`);
  process.exit(status);
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** Compares what is installed with the lockfile; times of files alone would mistake a fresh checkout for a change. */
function packagesAreInstalled() {
  const wanted = join(root, "package-lock.json");
  const installed = join(modules, ".package-lock.json");
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return true;
  const versions = JSON.parse(readFileSync(installed, "utf8")).packages ?? {};
  return Object.entries(JSON.parse(readFileSync(wanted, "utf8")).packages ?? {}).every(
    ([path, entry]) => path === "" || entry.optional || entry.peer || versions[path]?.version === entry.version,
  );
}

function installPackages() {
  say("Installing packages (once)…");
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : [windows ? "npm.cmd" : "npm", []];
  // Not `npm ci`: it refuses a lockfile that lacks the optional binaries of other platforms. Versions are the lockfile's.
  const done = spawnSync(command, [...first, "install", "--no-save", "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: windows && command === "npm.cmd",
  });
  if (done.error || done.status !== 0) {
    fail(
      "The packages could not be installed: npm install failed, its own words are above. Check the network and try again.",
    );
  }
}

/** npm 11 may refuse to run install scripts; the package `node` needs its own to fetch the binary of this platform. */
function ensureNode24() {
  const binary = join(modules, "node", "bin", windows ? "node.exe" : "node");
  if (!existsSync(binary)) {
    say("Fetching Node 24…");
    spawnSync(process.execPath, ["installArchSpecificPackage.js"], {
      cwd: join(modules, "node"),
      stdio: ["ignore", 2, 2],
    });
  }
  if (!existsSync(binary)) {
    const major = Number(process.versions.node.split(".")[0]);
    if (major >= 24) return process.execPath;
    fail("Node 24 could not be fetched. Check the network, or install Node 24 and run the command with it.");
  }
  return binary;
}

function ensureChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    fail(`CHROMIUM_PATH names "${chosen}", but there is no such file. Give the path of a Chromium or Chrome binary.`);
  }
  const found =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path)) ?? playwrightChromium();
  if (found) return found;
  say("Installing Chromium for the browser tests (once)…");
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    const options = { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    spawnSync("apt-get", ["update", "-q"], options);
    spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], options);
    if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  spawnSync(node, [join(modules, "playwright", "cli.js"), "install", "chromium"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  const installed = playwrightChromium();
  if (installed) return installed;
  fail("No Chromium was found or could be installed. Install one and set CHROMIUM_PATH to its binary.");
}

function playwrightChromium() {
  const asked = spawnSync(
    node,
    [
      "--input-type=module",
      "-e",
      'import { chromium } from "playwright"; process.stdout.write(chromium.executablePath());',
    ],
    { cwd: root, encoding: "utf8" },
  );
  const path = asked.status === 0 ? asked.stdout.trim() : "";
  return path && existsSync(path) ? path : undefined;
}

/**
 * Runs the script to its end. A Ctrl-C reaches the whole process group, so the child has it already; it is passed on all
 * the same for signals sent to this process alone, and long-running scripts count two within a moment as one.
 */
function hand(command, argv) {
  const child = spawn(command, argv, { stdio: "inherit", env: environment });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}
