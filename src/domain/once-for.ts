/**
 * Works something out once for each thing, and keeps it for as long as the thing itself is there: by identity, never by a name such as
 * `url|version`, so that a form that was changed is a new one, and what was made for one patient goes with it (docs/adr/0025).
 */
export function onceFor<Thing extends WeakKey, Found>(workOut: (thing: Thing) => Found): (thing: Thing) => Found {
  const known = new WeakMap<Thing, { readonly found: Found }>()
  return thing => {
    const before = known.get(thing)
    if (before !== undefined) return before.found
    const found = workOut(thing)
    known.set(thing, { found })
    return found
  }
}

/** The same for a pair, such as an item and the lists that it may name. */
export function onceForBoth<One extends WeakKey, Other extends WeakKey, Found>(
  workOut: (one: One, other: Other) => Found,
): (one: One, other: Other) => Found {
  const known = onceFor((_one: One) => new WeakMap<Other, { readonly found: Found }>())
  return (one, other) => {
    const ofOne = known(one)
    const before = ofOne.get(other)
    if (before !== undefined) return before.found
    const found = workOut(one, other)
    ofOne.set(other, { found })
    return found
  }
}

/** Not before it is asked for, and then once. */
export function once<Found>(workOut: () => Found): () => Found {
  let known: { readonly found: Found } | undefined
  return () => {
    known ??= { found: workOut() }
    return known.found
  }
}
