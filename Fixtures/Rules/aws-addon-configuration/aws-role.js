function (user, context, callback) {
  var roles = {
    engineers: 'arn:aws:iam::123456789012:role/engineer',
    auditors: 'arn:aws:iam::123456789012:role/read-only'
  };
  var group = (user.app_metadata || {}).group;

  if (context.clientMetadata.cloud === 'aws') {
    if (!roles[group]) { return callback(new UnauthorizedError('There is no AWS role for you.')); }
    context.addonConfiguration = context.addonConfiguration || {};
    context.addonConfiguration.aws = context.addonConfiguration.aws || {};
    context.addonConfiguration.aws.principal = 'arn:aws:iam::123456789012:saml-provider/example';
    context.addonConfiguration.aws.role = roles[group];
    context.addonConfiguration.aws.mappings = {
      'https://aws.amazon.com/SAML/Attributes/Role': 'awsRole',
      'https://aws.amazon.com/SAML/Attributes/RoleSessionName': 'name'
    };
    user.awsRole = context.addonConfiguration.aws.role + ',' + context.addonConfiguration.aws.principal;
  }
  return callback(null, user, context);
}
