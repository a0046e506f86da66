import { useEffect, useState } from "preact/hooks";

export interface Store<State, Action> {
  get(): State;
  dispatch(action: Action): void;
  subscribe(listener: () => void): () => void;
}

/** State that only a pure function changes. */
export function createStore<State, Action>(reduce: (state: State, action: Action) => State, initial: State): Store<State, Action> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function useStore<State>(store: Pick<Store<State, never>, "get" | "subscribe">): State {
  const [state, set] = useState(store.get());
  useEffect(() => {
    set(store.get());
    return store.subscribe(() => set(store.get()));
  }, [store]);
  return state;
}
