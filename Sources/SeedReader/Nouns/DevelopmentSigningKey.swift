/// The RSA key of every seed without `signingKeys`.
///
/// It is public: everybody who can read this file can sign as a tenant that uses it. A new key at each start would take
/// time, and tokens would not be reproducible.
package enum DevelopmentSigningKey {
    /// The key, RSA-2048 in PKCS #8.
    package static let privateKeyPEM = """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDA/rsmM5F+OvNE
        aYQG5PxezZmo5YzCf4fqFFLmespyR+a+0GVmp39OsjLl71/EyBkzxdfzh+wiivGK
        VWd3jmrOkm4tEZGYHKjTKs1ge+FvyHU90zF9JKOR4f+zp9EdiXE309kgBSpsIeiX
        jon2W51VNzBPw0lQsGMVv+PRsNKUpoWuiGYWiz+PzGh8B0TXuyAMIr4/rIeEwAsm
        Ypu6wfStCGmDLL6xeQi8sBDtn1qNC6uJNrFEZB464DDXbyMt0ZHg8a+rTGeEpBhV
        uYmJ8L5jCbc6HqkotFjCDsJ4n+lhAsKXlI2X7Slziuewv8Wce+7i3UdVtHTFwPCR
        HRrZQUH3AgMBAAECggEAQAeDMb5kI9wM/4J+UgdAj3do5ncaByFmh0us4ViVt+qQ
        7HeZXMBvZT2L02tie5fjfKDD78EFn8Q3NKz3AdxXJSfBs+QjSLMhc8W8k6kl9v8r
        npJl1d4FAo5XVlRz9Xe2/02iuJPeKjfpwfaBYSGuBiqkNaJVvZZ3mSyrudMPWk99
        bA75YfPDF59r/FpMV020gDuf6NOb6cffeCy3vxv/SYiLigZWSNb1HpNOE8fp/IHC
        zZxY3Sxk9/7Q/nnGmz2LwJZzjR5Jg27U/DdwY4JBMoO00YqszJKp8S+VcHx/21yq
        469qjW1uWTmRAaCzVmn/m7hRsd0pSnDWFvy+tmKyiQKBgQDm2yvR824SgeaaDdo9
        ELdUQjpAngcsith0V56Hk8ZjW3+F5kAzOaI+YMyjwQ7Wny5JsknOkwZJDz1nHN3/
        qsCj+Ctt2fSr4xoF5eRcstZCoOTFtqFS5hEV1qcbIyGnr9uyWXl+aQxR2AnMEVE5
        y/Y3eYh7+umhXPA+1bGJz4nzAwKBgQDWA+aZVJAKq4JGPokMC1OUDUDgMn6BKoiM
        FMJ0cPkRITdyutfLqEkpo40Xrsi0AkKZSk7NsZ9dVMC9rj4Mn5GnTLJ5rZ9hqHtc
        io3ym2z8lFJH4lKU9xdGgCZ0RQu3TZwd3GDyR6+kRvsAGtluGIoSkX4svAXbvP9D
        /VgenhwI/QKBgBFGRTkopgvsfHz6nGIFZjJ/4iwDpzXGDfxmsg4jGK1Go3w5hoRO
        w703MRjv0VRuBOCu3qb+iXHeGhIlLtd6x399ioJl1NEn5UKbuULWfwHtWDETQW8a
        mByyOz7kmhgaKK5n05eJ9MoLCHCkuxdAE+SCy5u7YtAYTEHna6mMRh5RAoGACKuJ
        yQZq+3OtSGk6JhnDXgkXar3A8Dyn4Xzpz8vP20jMNUKqgV6k8CHnEmGLUfeReSJQ
        hPbALQjE8io/60T/opZx2IoXHd60eLBIRd7UEHt1xeG+VLiZ4cpJRIaTje5/95m4
        97e9vtr9SijMTDCET3JDeU54skk60idOTZc8LYUCgYEAzGnif/pVaFMVB4jUowqJ
        3T0eMNZxuhYSEJ9aI/2Nt7a7BGie2nil3s23h3NwUtyu3gNXslXOwgerNpyq9Zcr
        zA8+9O3/ZmWs5TdAip8GF+3RsL7ah2QeZfvCmY0AVLe440CLRMLYYf6ftdc35f0B
        nKCnA7RSs9qv1ZHwEtgG7qY=
        -----END PRIVATE KEY-----

        """
}
