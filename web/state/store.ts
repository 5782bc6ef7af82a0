export type Store<State, Happening> = {
  readonly state: () => State;
  readonly tell: (happening: Happening) => void;
};

/** Holds the state and says when it is another one. @param onChange also called for the first state, by whoever starts */
export function createStore<State, Happening>(
  first: State,
  reduce: (state: State, happening: Happening) => State,
  onChange: (state: State) => void,
): Store<State, Happening> {
  let state = first;
  return {
    state: () => state,
    tell: happening => {
      const next = reduce(state, happening);
      if (next === state) return;
      state = next;
      onChange(state);
    },
  };
}
