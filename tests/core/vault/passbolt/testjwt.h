// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

namespace coffret::test {

/// An RSA key that signs JSON Web Tokens for one test run.
class TestJwt
{
public:
    TestJwt();
    ~TestJwt();
    [[nodiscard]] QByteArray publicKeyPem() const;
    /// header and claims are JSON texts; the signature is RS256 whatever the header says.
    [[nodiscard]] QByteArray sign(const QByteArray &header, const QByteArray &claims) const;
    [[nodiscard]] QByteArray token(const QByteArray &subject, qint64 expires) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coffret::test
