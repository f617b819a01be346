/**
 * @title Authorization service
 * @category enrich profile
 */
function (user, context, callback) {
  var _ = require('lodash');
  var SERVICE = 'https://authz.example.com';

  getPolicy(user, context, function (err, res, data) {
    if (err) {
      console.log('Error from the authorization service:', err.message);
      return callback(new UnauthorizedError('Authorization service: ' + err.message));
    }
    if (res.statusCode !== 200) {
      return callback(new UnauthorizedError('Authorization service: ' + ((res.body && (res.body.message || res.body.code)) || res.statusCode)));
    }
    user.groups = _.union(user.groups || [], data.groups);
    user.roles = mergeRecords(user.roles, data.roles);
    user.permissions = mergeRecords(user.permissions, data.permissions);
    if (!_.includes(user.groups, context.clientMetadata.group)) {
      return callback(new UnauthorizedError('You are not in the group ' + context.clientMetadata.group + '.'));
    }
    return callback(null, user, context);
  });

  function getPolicy(user, context, cb) {
    request.post({
      url: SERVICE + '/api/users/' + user.user_id + '/policy/' + context.clientID,
      headers: { 'x-api-key': configuration.AUTHZ_API_KEY },
      json: { connectionName: context.connection || user.identities[0].connection, groups: parseGroups(user.groups) },
      timeout: 5000
    }, cb);
  }

  function parseGroups(data) {
    return typeof data === 'string' ? data.split(/, */) : data || [];
  }

  function mergeRecords(idpData, dsData) {
    return _.uniq(parseGroups(idpData).concat(dsData || []));
  }
}
