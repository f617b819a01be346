function mfaOutsideTheOffice(user, context, callback) {
  // 127.1.0.0/16, without a library.
  const toNumber = (address) => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const inNetwork = (address, network, bits) => {
    const mask = (-1 << (32 - bits)) >>> 0;
    return ((toNumber(address) & mask) >>> 0) === ((toNumber(network) & mask) >>> 0);
  };

  if (!inNetwork(context.request.ip, '127.1.0.0', 16)) {
    context.multifactor = { provider: 'google-authenticator', issuer: 'Example', key: 'unused' };
  }
  callback(null, user, context);
}
