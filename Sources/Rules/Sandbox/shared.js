'use strict';
// What the logins of one worker share, in a realm of its own that no rule ever sees. Only the login of the moment and what
// rules put into `global` are held; everything else about a login goes when nothing in `global` refers to it any more.
(() => {
  /** One function of each login that `global` may lead to. */
  let realms = [];
  return {
    __proto__: null,
    /** What rules put into `global`. */
    kept: Object.create(null),
    /** The login of the moment. */
    login: null,
    /** Every `UnauthorizedError`: each login has a class of its own. */
    unauthorized: new WeakSet(),
    /** What kind of thing each login's prototypes make. */
    prototypes: new WeakMap(),
    /** `mirror(name)` shows a name of `global` as a bare one. */
    join(mirror) {
      realms = realms.filter((realm) => realm.deref() !== undefined);
      realms.push(new WeakRef(mirror));
    },
    mirror(name) {
      for (const realm of realms) realm.deref()?.(name);
    },
  };
})()
