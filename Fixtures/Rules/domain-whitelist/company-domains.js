/**
 * @title Company domains only
 * @overview Lets in whoever has an address at one of our domains.
 * @category access control
 */
function companyDomainsOnly(user, context, callback) {
  const domains = configuration.ALLOWED_DOMAINS.split(',');
  const domain = user.email.split('@').pop().toLowerCase();
  if (!domains.includes(domain)) {
    console.warn('refused %s of %s', user.email, domain);
    return callback(new UnauthorizedError(`Nobody from ${domain} may log in to ${context.clientName}.`));
  }
  return callback(null, user, context);
}
