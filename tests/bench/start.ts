import { median } from "#tests/support/median.ts";
import { dropHome, newHome, startCaptely } from "#tests/support/stack/start-captely.ts";

/** Time from the command to "ready", packages installed: with a folder that is new, and with one that was used before. */
const runs = 3;
const seconds = (ms: number): number => Math.round(ms / 10) / 100;

const first: number[] = [];
const again: number[] = [];
const stops: number[] = [];
for (let run = 0; run < runs; run++) {
  const home = newHome();
  try {
    for (const times of [first, again]) {
      const captely = await startCaptely({ home });
      times.push(captely.readyMs);
      stops.push((await captely.stop()).ms);
    }
  } finally {
    dropHome(home);
  }
}

const print = (name: string, values: number[], aimSeconds: number, note: string) => {
  const value = seconds(median(values));
  const aim = `<= ${aimSeconds}`;
  console.log(JSON.stringify({ bench: "start", name, value, unit: "s", aim, ok: value <= aimSeconds, note }));
};
print("ready_new_folder", first, 10, `median of ${runs}; the database is made from its template`);
print("ready_again", again, 10, `median of ${runs}; state of an earlier run`);
print("stop", stops, 5, "from SIGTERM to the end of the last process");
