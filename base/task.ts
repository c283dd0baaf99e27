/**
 * Long computing by a name of its own: pure, and told piece by piece. What it is given and what it tells are plain data
 * and typed arrays, because both may pass from one thread to another.
 */
export type Task<In, Out> = Readonly<{ name: string; run: (given: In) => Iterable<Out> }>
