export interface Measure {
  name: string;
  value: number;
  unit: string;
  /** `<= 1.15`; absent: for information. */
  aim?: string;
  note?: string;
  peer?: string;
}

/** One JSON line. */
export function report({ name, value, unit, aim, note, peer }: Measure): void {
  const [sign, limit] = aim?.split(" ") ?? [];
  const ok = sign === "<=" ? value <= Number(limit) : sign === ">=" ? value >= Number(limit) : undefined;
  console.log(JSON.stringify({ bench: "cascade", name, value: rounded(value), unit, aim, ok, note, peer }));
}

const rounded = (value: number): number => Number(value.toPrecision(4));
