// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/laxtlsserver.h"

#include <QByteArray>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace coffret::test {

namespace {

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Connection = std::unique_ptr<SSL, decltype(&SSL_free)>;

constexpr auto Everything = "ALL:@SECLEVEL=0";

/// The second group of RFC 2409. Null when OpenSSL knows it no more.
EVP_PKEY *oldGroup()
{
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> prime(BN_get_rfc2409_prime_1024(nullptr), &BN_free);
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> two(BN_new(), &BN_free);
    BN_set_word(two.get(), 2);
    const std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> parts(OSSL_PARAM_BLD_new(),
                                                                                &OSSL_PARAM_BLD_free);
    OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_FFC_P, prime.get());
    OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_FFC_G, two.get());
    OSSL_PARAM *const parameters = OSSL_PARAM_BLD_to_param(parts.get());
    EVP_PKEY_CTX *const maker = EVP_PKEY_CTX_new_from_name(nullptr, "DH", nullptr);
    EVP_PKEY *group = nullptr;
    if (EVP_PKEY_fromdata_init(maker) <= 0 ||
        EVP_PKEY_fromdata(maker, &group, EVP_PKEY_KEY_PARAMETERS, parameters) <= 0)
        qFatal("no such group");
    EVP_PKEY_CTX_free(maker);
    OSSL_PARAM_free(parameters);
    return group;
}

Context laxContext(const SSL_METHOD *method)
{
    Context context(SSL_CTX_new(method), &SSL_CTX_free);
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_cipher_list(context.get(), Everything);
    return context;
}

void give(SSL_CTX *context, const Identity &identity)
{
    const QByteArray certificate = identity.certificate.toDer();
    const QByteArray key = identity.key.toDer();
    const auto *at = reinterpret_cast<const unsigned char *>(key.constData());
    EVP_PKEY *const own = d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(key.size()));
    if (SSL_CTX_use_certificate_ASN1(context, static_cast<int>(certificate.size()),
                                     reinterpret_cast<const unsigned char *>(certificate.constData())) != 1 ||
        SSL_CTX_use_PrivateKey(context, own) != 1)
        qFatal("no identity");
    EVP_PKEY_free(own);
}

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

} // namespace

struct LaxTlsServer::Private
{
    Context context = laxContext(TLS_server_method());
    int socket = -1;
    quint16 port = 0;
};

LaxTlsServer::LaxTlsServer(const Identity &identity, const LaxTls &tls) : d(std::make_unique<Private>())
{
    give(d->context.get(), identity);
    if (tls.newestVersion != 0)
        SSL_CTX_set_max_proto_version(d->context.get(), tls.newestVersion);
    if (tls.oldExchange) {
        SSL_CTX_set_max_proto_version(d->context.get(), TLS1_2_VERSION);
        SSL_CTX_set_cipher_list(d->context.get(), "DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0");
        if (SSL_CTX_set0_tmp_dh_pkey(d->context.get(), oldGroup()) != 1)
            qFatal("no old exchange");
    }
    d->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(d->socket, reinterpret_cast<const sockaddr *>(&address), size) != 0 || ::listen(d->socket, 8) != 0 ||
        ::getsockname(d->socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("cannot listen on loopback");
    d->port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

LaxTlsServer::~LaxTlsServer()
{
    ::shutdown(d->socket, SHUT_RDWR); // ends accept()
    m_thread.join();
    ::close(d->socket);
}

void LaxTlsServer::serve()
{
    for (;;) {
        const int peer = ::accept4(d->socket, nullptr, nullptr, SOCK_CLOEXEC);
        if (peer < 0)
            return;
        ++m_connections;
        const Connection connection(SSL_new(d->context.get()), &SSL_free);
        SSL_set_fd(connection.get(), peer);
        std::array<char, 4096> request;
        if (SSL_accept(connection.get()) == 1 &&
            SSL_read(connection.get(), request.data(), static_cast<int>(request.size())) > 0) {
            ++m_requests;
            constexpr std::string_view Answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfine";
            SSL_write(connection.get(), Answer.data(), static_cast<int>(Answer.size()));
            SSL_shutdown(connection.get());
        }
        ::close(peer);
    }
}

QUrl LaxTlsServer::url() const
{
    return QUrl(QStringLiteral("https://localhost:%1/").arg(d->port));
}

QByteArray LaxTlsServer::answerToALaxClient() const
{
    const Context context = laxContext(TLS_client_method());
    const sockaddr_in address = loopback(d->port);
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QByteArray answer;
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
        const Connection connection(SSL_new(context.get()), &SSL_free);
        SSL_set_fd(connection.get(), socket);
        constexpr std::string_view Request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        std::array<char, 4096> read;
        int count = 0;
        if (SSL_connect(connection.get()) == 1 &&
            SSL_write(connection.get(), Request.data(), static_cast<int>(Request.size())) > 0) {
            while ((count = SSL_read(connection.get(), read.data(), static_cast<int>(read.size()))) > 0)
                answer.append(read.data(), count);
        }
    }
    ::close(socket);
    return answer;
}

} // namespace coffret::test
