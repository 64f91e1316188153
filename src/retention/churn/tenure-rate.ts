/** Bounds of the groups of tenure, in months, each up to and with its bound; beyond the last one group more. */
const UP_TO = [0, 1, 3, 6, 12, 24, 48] as const;
/** Months at the overall rate that are added to each group, so that a thin group is drawn towards it. */
const DRAWN = 50;

const groupAt = (tenure: number): number => {
  let group = 0;
  while (group < UP_TO.length && tenure > (UP_TO[group] as number)) group++;
  return group;
};

/** The rule of thumb to be beaten: the monthly leaving rate by months stayed, and nothing else. */
export function tenureRates(tenure: ArrayLike<number>, left: ArrayLike<boolean | number>): Float64Array {
  const months = new Float64Array(UP_TO.length + 1);
  const gone = new Float64Array(UP_TO.length + 1);
  let all = 0;
  for (let i = 0; i < tenure.length; i++) {
    const group = groupAt(tenure[i] as number);
    const flag = Number(left[i]);
    months[group] = (months[group] as number) + 1;
    gone[group] = (gone[group] as number) + flag;
    all += flag;
  }
  const rate = all / tenure.length;
  return gone.map((count, group) => (count + DRAWN * rate) / ((months[group] as number) + DRAWN));
}

/** Chance to leave within some months at these rates. */
export function chanceByTenure(rates: Float64Array, tenure: number, months: number): number {
  let stay = 1;
  for (let k = 0; k < months; k++) stay *= 1 - (rates[groupAt(tenure + k)] as number);
  return 1 - stay;
}
