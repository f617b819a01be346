function (user, context, callback) {
  if (context.clientName !== 'Back Office') { return callback(null, user, context); }

  user.user_metadata = user.user_metadata || {};
  user.user_metadata.color = user.user_metadata.color || 'blue';
  user.saml_groups = (user.app_metadata || {}).groups || ['everyone'];

  context.samlConfiguration = context.samlConfiguration || {};
  context.samlConfiguration.audience = 'urn:office';
  context.samlConfiguration.nameIdentifierFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
  context.samlConfiguration.nameIdentifierProbes = [
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
  ];
  context.samlConfiguration.lifetimeInSeconds = 600;
  context.samlConfiguration.mappings = {
    'http://schemas.example.com/color': 'user_metadata.color',
    'http://schemas.example.com/groups': 'saml_groups'
  };
  callback(null, user, context);
}
