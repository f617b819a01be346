function tidy(user, context, callback) {
  const byName = require('lodash');
  const byVersion = require('lodash@4.17.10');
  const kebab = require('lodash/kebabCase');

  const shown = _.pick(user, ['email', 'app_metadata.groups']);
  const groups = _.chain(user).get('app_metadata.groups', []).map('name').uniq().sortBy().value();
  user.groups = groups.map(kebab);
  user.summary = _.template('<%= email %> (<%= count %>)')({ email: shown.email, count: groups.length });
  user.same = byName === byVersion && byName === _;
  _.merge(user, { app_metadata: { seen: true } });
  _.unset(user, 'app_metadata.groups');
  callback(null, user, context);
}
