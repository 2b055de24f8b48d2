// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secretdraft.h"

namespace coffret::test {

/// One secret of each sort, before and after an edit.
struct WritingSample
{
    const char *name;
    SecretType type;
    std::vector<std::pair<FieldKind, QByteArray>> values;
    bool onlyV5 = false;
    const char *slugV4; ///< how the server keeps it
    const char *slugV5;
};

inline const QByteArray SampleKey =
    "-----BEGIN OPENSSH PRIVATE KEY-----\nbm90IHJlYWxseSBhIGtleSwgYnV0IGl0IGxvb2tzIGxpa2Ugb25l"
    "\n-----END OPENSSH PRIVATE KEY-----\n";
inline const QByteArray SampleCertificate =
    "-----BEGIN CERTIFICATE-----\nbm90IHJlYWxseSBhIGNlcnRpZmljYXRlLCBidXQgaXQgbG9va3MgbGlrZSBvbmU\n"
    "-----END CERTIFICATE-----\n";

[[nodiscard]] inline const std::vector<WritingSample> &writingSamples()
{
    using K = FieldKind;
    using T = SecretType;
    static const std::vector<WritingSample> samples{
        {"login",
         T::Login,
         {{K::Password, "pä\"ss\\ 123"}, {K::NoteText, "two\nlines"}},
         false,
         "password-and-description",
         "v5-default"},
        {"login with code",
         T::Login,
         {{K::Password, "p"}, {K::Totp, "JBSWY3DPEHPK3PXP"}},
         false,
         "password-description-totp",
         "v5-default-with-totp"},
        {"code alone", T::Login, {{K::Totp, "GEZDGNBVGY3TQOJQ"}}, false, "totp", "v5-totp-standalone"},
        {"login with custom field",
         T::Login,
         {{K::Password, "p"}, {K::Custom, "value of its own"}},
         true,
         "",
         "v5-default"},
        {"PIN", T::Login, {{K::Pin, "0815"}}, true, "", "v5-pin-code"},
        {"custom fields alone", T::Login, {{K::Custom, "just this"}}, true, "", "v5-custom-fields"},
        {"SSH key",
         T::SshKey,
         {{K::PrivateKey, SampleKey},
          {K::Passphrase, "of the key"},
          {K::PublicKey, "ssh-ed25519 AAAA x"},
          {K::NoteText, "n"}},
         false,
         "password-and-description",
         "v5-custom-fields"},
        {"note",
         T::Note,
         {{K::NoteText, "# Title\n[not a heading]\n\ntext\n"}},
         false,
         "password-and-description",
         "v5-note"},
        {"API key",
         T::ApiKey,
         {{K::Token, "sk_live_0123456789"}, {K::Domain, "api.example.org"}},
         false,
         "password-and-description",
         "v5-custom-fields"},
        {"certificate",
         T::Certificate,
         {{K::Certificate, SampleCertificate}, {K::PrivateKey, SampleKey}, {K::Passphrase, "x"}},
         false,
         "password-and-description",
         "v5-custom-fields"},
    };
    return samples;
}

[[nodiscard]] inline SecretDraft draftOf(const WritingSample &sample, const QString &prefix, bool v5)
{
    SecretDraft draft;
    draft.type = sample.type;
    draft.name = prefix + QLatin1Char(' ') + QLatin1String(sample.name);
    const bool standsAlone = sample.values.front().first == FieldKind::Totp ||
                             sample.values.front().first == FieldKind::Pin ||
                             sample.values.front().first == FieldKind::Custom;
    if (!standsAlone && sample.type != SecretType::Note)
        draft.username = QStringLiteral("adä");
    if (sample.values.front().first != FieldKind::Pin)
        draft.uris = {QStringLiteral("https://one.example.org/ä?b=c")};
    if (v5) {
        draft.description = QStringLiteral("For everybody who may list it");
        if (!draft.uris.isEmpty())
            draft.uris.append(QStringLiteral("https://two.example.org"));
    }
    for (const auto &[kind, value] : sample.values) {
        SecretField &field = draft.fields.emplace_back();
        field.kind = kind;
        field.key = kind == FieldKind::Custom ? QStringLiteral("custom:new") : fieldKey(kind);
        if (kind == FieldKind::Custom)
            field.label = QStringLiteral("Löbel");
        field.value = SecretBuffer::copyOf({value.constData(), static_cast<std::size_t>(value.size())});
    }
    return draft;
}

[[nodiscard]] inline QByteArray valueOf(const SecretDraft &draft, FieldKind kind)
{
    for (const SecretField &field : draft.fields) {
        if (field.kind == kind)
            return {field.value.view().data(), static_cast<qsizetype>(field.value.size())};
    }
    return {};
}

/// A one-time code as a key URI without its label, which is the secret's name.
[[nodiscard]] inline QByteArray codeOf(const QByteArray &text)
{
    if (!text.startsWith("otpauth:"))
        return "?secret=" + text + "&algorithm=SHA1&digits=6&period=30";
    return text.mid(text.indexOf('?'));
}

/// What an edit shows that was not written, in words; empty when it is all there.
[[nodiscard]] inline QString difference(const SecretDraft &written, const SecretDraft &shown)
{
    QStringList problems;
    const auto compare = [&problems](const QString &what, const QString &wanted, const QString &got) {
        if (wanted != got)
            problems.append(QStringLiteral("%1: '%2' instead of '%3'").arg(what, got, wanted));
    };
    compare(QStringLiteral("name"), written.name, shown.name);
    compare(QStringLiteral("username"), written.username, shown.username);
    compare(QStringLiteral("description"), written.description, shown.description);
    compare(QStringLiteral("uris"), written.uris.join(QLatin1Char(' ')), shown.uris.join(QLatin1Char(' ')));
    int filled = 0;
    for (const SecretField &field : written.fields) {
        filled += field.value.isEmpty() ? 0 : 1;
        QByteArray wanted(field.value.view().data(), static_cast<qsizetype>(field.value.size()));
        QByteArray got = valueOf(shown, field.kind);
        if (field.kind == FieldKind::Totp) {
            wanted = codeOf(wanted);
            got = codeOf(got);
        }
        compare(toString(written.type) + QLatin1Char(' ') + field.key, QString::fromUtf8(wanted),
                QString::fromUtf8(got));
    }
    for (const SecretField &field : shown.fields)
        filled -= field.value.isEmpty() ? 0 : 1;
    if (filled != 0)
        problems.append(QStringLiteral("%1 values too few").arg(filled));
    return problems.join(QLatin1String("; "));
}

/// Another name, and another value in the first field.
inline void edit(SecretDraft &draft)
{
    draft.name += QStringLiteral(", edited");
    SecretField &field = draft.fields.front();
    const QByteArray value = field.kind == FieldKind::Totp  ? QByteArray("MFRGGZDFMZTWQ2LK")
                             : field.kind == FieldKind::Pin ? QByteArray("471100")
                                                            : QByteArray("another\nvalue");
    field.value = SecretBuffer::copyOf({value.constData(), static_cast<std::size_t>(value.size())});
}

} // namespace coffret::test
