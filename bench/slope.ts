export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * How steep the straight line is that is nearest to the points, by least squares. What comes in bursts, as confirmations
 * do, would by the first and the last point be as fast as the bursts that these happen to be in. Not a number where
 * all points are at one place.
 */
export function slope(points: readonly Point[]): number {
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  let together = 0;
  let alone = 0;
  for (const { x, y } of points) {
    together += (x - meanX) * (y - meanY);
    alone += (x - meanX) ** 2;
  }
  return together / alone;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
