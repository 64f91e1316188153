/** The rows of each distinct number, groups in the order in which they first stand, rows in their order. @internal */
export function rowsByKey(keys: ArrayLike<number>): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [i]);
    else rows.push(i);
  }
  return [...groups.values()];
}
