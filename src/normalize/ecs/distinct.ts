/** The values that are there, free of repeats; undefined where there are none. */
export function distinct(values: readonly (string | undefined)[]): readonly string[] | undefined {
  const texts: string[] = [];
  for (const value of values) {
    if (value !== undefined && !texts.includes(value)) texts.push(value);
  }
  return texts.length === 0 ? undefined : texts;
}
