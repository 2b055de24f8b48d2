// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/certificatetexts.h"

#include "ui/viewmodels/texts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

struct CertificateTexts
{
    Q_DECLARE_TR_FUNCTIONS(CertificateTexts)
};

const QString Good = QStringLiteral("good");
const QString Note = QStringLiteral("note");
const QString Warning = QStringLiteral("warning");
const QString Bad = QStringLiteral("bad");

Choice finding(const QString &mood, const QString &text, const QString &hint = {})
{
    return {mood, text, moodSymbol(mood), hint};
}

int rankOf(const Choice &finding)
{
    const std::array ranks{Bad, Warning, Note, Good};
    return static_cast<int>(std::find(ranks.begin(), ranks.end(), finding.key) - ranks.begin());
}

QString nameAt(const CertificateInspection &inspection, std::size_t place)
{
    return inspection.certificates[inspection.chain.order[place]].shortName();
}

void addKey(std::vector<Choice> &findings, const CertificateInspection &inspection)
{
    const KeyFinding &key = inspection.key;
    switch (key.match) {
    case KeyMatch::None:
        return;
    case KeyMatch::Matches:
        //: About a certificate and the private key beside it.
        findings.push_back(finding(Good, CertificateTexts::tr("The private key belongs to this certificate.")));
        return;
    case KeyMatch::Differs:
        findings.push_back(finding(
            Bad,
            key.owner ? //: About a certificate and the private key beside it. %1 is another certificate's name.
                CertificateTexts::tr("The private key is that of “%1”, further up the chain.")
                    .arg(inspection.certificates[*key.owner].shortName())
                      : //: About a certificate and the private key beside it.
                CertificateTexts::tr("The private key does not belong to this certificate."),
            //: What to do about a private key of another certificate.
            CertificateTexts::tr("A server cannot use them together. Look for the key the certificate was asked for with.")));
        return;
    case KeyMatch::NeedsPassphrase:
        findings.push_back(finding(
            //: About the private key beside a certificate.
            Warning, CertificateTexts::tr("The private key is protected by a passphrase."),
            //: What to do about a protected private key.
            CertificateTexts::tr("With the passphrase beside it, it is compared with the certificate.")));
        return;
    case KeyMatch::WrongPassphrase:
        //: About the private key beside a certificate.
        findings.push_back(finding(Bad, CertificateTexts::tr("The passphrase does not open the private key.")));
        return;
    case KeyMatch::NotAKey:
        findings.push_back(finding(
            //: About the private key beside a certificate.
            Bad, CertificateTexts::tr("The private key cannot be read."),
            //: What to do about a text that is no private key. BEGIN … and END … are lines of such a text.
            CertificateTexts::tr("Take all of its text, from the line BEGIN PRIVATE KEY to the line END PRIVATE KEY.")));
        return;
    case KeyMatch::Unsupported:
        //: About the private key beside a certificate.
        findings.push_back(finding(Note, CertificateTexts::tr("A private key of this kind cannot be checked here.")));
        return;
    }
}

/// What joins two certificates, where it is not as it should be.
void addLinks(std::vector<Choice> &findings, const CertificateInspection &inspection)
{
    for (std::size_t i = 0; i < inspection.chain.links.size(); ++i) {
        const QString name = nameAt(inspection, i);
        const QString issuer = nameAt(inspection, i + 1);
        switch (inspection.chain.links[i]) {
        case ChainLink::Signed:
            break;
        case ChainLink::NotSigned:
            findings.push_back(finding(
                //: About a chain of certificates. %1 is the name of one, %2 of the one below it.
                Bad, CertificateTexts::tr("“%1” has the name of the issuer, but did not sign “%2”.").arg(issuer, name),
                //: What to do about an issuer that did not sign.
                CertificateTexts::tr("It may be an older or newer certificate of the same authority.")));
            break;
        case ChainLink::NotAuthority:
            findings.push_back(finding(
                //: About a chain of certificates. %1 is the name of one, %2 of the one below it.
                Bad, CertificateTexts::tr("“%1” signed “%2”, but is not meant to sign others.").arg(issuer, name)));
            break;
        case ChainLink::Unknown:
            findings.push_back(
                //: About a chain of certificates. %1 is the name of one.
                finding(Note, CertificateTexts::tr("The signature of “%1” cannot be checked here.").arg(name)));
            break;
        }
    }
}

void addEnd(std::vector<Choice> &findings, const CertificateInspection &inspection)
{
    const CertificateChain &chain = inspection.chain;
    const Certificate &last = inspection.certificates[chain.order[chain.length - 1]];
    if (!chain.isSound())
        return; // said already
    if (chain.isComplete && chain.length == 1)
        findings.push_back(finding(
            //: About a certificate.
            Note, CertificateTexts::tr("It has signed itself."),
            //: What it means that a certificate has signed itself.
            CertificateTexts::tr("Programs trust it only where somebody told them to.")));
    else if (chain.isComplete)
        findings.push_back(finding(
            //: About a chain of certificates. %1 is the name of its last one.
            Good, CertificateTexts::tr("The chain is complete, up to “%1”.").arg(last.shortName())));
    else if (chain.length == 1)
        findings.push_back(finding(
            //: About a certificate that came without its chain. %1 is the issuer's name.
            Warning, CertificateTexts::tr("The certificate of its issuer, “%1”, is missing.").arg(last.issuerName()),
            //: What to do about a missing issuer.
            CertificateTexts::tr("Servers usually need it. The issuer offers it as the chain or bundle.")));
    else
        findings.push_back(finding(
            //: About a chain of certificates. %1 is the name of an issuer that is not part of it.
            Note, CertificateTexts::tr("The chain ends below “%1”.").arg(last.issuerName()),
            //: What it means that a chain ends there.
            CertificateTexts::tr("That is fine when it is a root: programs have those themselves.")));
}

void addOrder(std::vector<Choice> &findings, const CertificateInspection &inspection)
{
    const CertificateChain &chain = inspection.chain;
    if (!chain.isInOrder)
        findings.push_back(finding(
            //: About a chain of certificates.
            Warning, CertificateTexts::tr("The certificates are out of order."),
            //: What the order of certificates is.
            CertificateTexts::tr("First comes the certificate itself, then the issuer of each.")));
    if (const auto others = static_cast<int>(chain.order.size() - chain.length); others > 0)
        findings.push_back(finding(
            //: About several certificates in one text. %n is how many are no part of the chain.
            Note, CertificateTexts::tr("%n certificate(s) here belong to none of the others.", nullptr, others)));
}

void addTimes(std::vector<Choice> &findings, const CertificateInspection &inspection, const QDateTime &now)
{
    for (std::size_t i = 1; i < inspection.chain.length; ++i) {
        const Certificate &issuer = inspection.certificates[inspection.chain.order[i]];
        if (const Validity validity = validityOf(issuer, now); validity != Validity::Valid)
            findings.push_back(finding(
                validityMood(validity),
                //: About a chain of certificates. %1 is the name of an issuer, %2 a sentence such as "Expires tomorrow".
                CertificateTexts::tr("“%1”: %2").arg(issuer.shortName(), validityText(issuer, now))));
    }
}

void addLeaf(std::vector<Choice> &findings, const Certificate &leaf)
{
    if (leaf.isWeak)
        findings.push_back(finding(
            //: About a certificate.
            Warning, CertificateTexts::tr("Its key or its signature is too weak for today."),
            //: What it means that a certificate is weak: MD5 and SHA-1 are ways to sign.
            CertificateTexts::tr("MD5, SHA-1 and RSA keys below 2048 bits are refused by most programs.")));
    if (leaf.namesUnreadable)
        findings.push_back(finding(
            //: About a certificate: the names of the hosts it is for.
            Warning, CertificateTexts::tr("The names it is for cannot be read.")));
    if (leaf.isAuthority)
        //: About a certificate.
        findings.push_back(finding(Note, CertificateTexts::tr("It is an authority: it may sign other certificates.")));
}

} // namespace

UserMessage describe(X509Fault fault)
{
    switch (fault) {
    case X509Fault::None:
    case X509Fault::Empty:
        break;
    case X509Fault::NoCertificate:
        //: About a text or a file.
        return {CertificateTexts::tr("This is not a certificate."),
                //: What a certificate looks like. BEGIN CERTIFICATE is a line of it.
                CertificateTexts::tr("It should have a line BEGIN CERTIFICATE, or be a file in DER or PKCS#12.")};
    case X509Fault::OnlyRequest:
        //: About a text or a file.
        return {CertificateTexts::tr("This is a request for a certificate."),
                //: What to do about a request in the place of a certificate.
                CertificateTexts::tr("Send it to the authority; the certificate is what comes back.")};
    case X509Fault::OnlyKey:
        //: About a text or a file.
        return {CertificateTexts::tr("This is a private key without its certificate."), {}};
    case X509Fault::Damaged:
        //: About a text or a file with certificates.
        return {CertificateTexts::tr("The certificate is damaged."),
                //: What to do about a damaged certificate. BEGIN and END are lines of it.
                CertificateTexts::tr("A part is missing or altered. Take it anew, from BEGIN to END.")};
    case X509Fault::TooMuch:
        //: About a text or a file with certificates.
        return {CertificateTexts::tr("There is more here than a chain of certificates."),
                //: What the limits are.
                CertificateTexts::tr("Up to 32 certificates are read, of 64 KiB each.")};
    case X509Fault::NeedsPassword:
        //: About a file.
        return {CertificateTexts::tr("The file is protected by a password."), {}};
    case X509Fault::WrongPassword:
        //: About a file.
        return {CertificateTexts::tr("The password does not open the file."), {}};
    case X509Fault::Unsupported:
        //: About a file.
        return {CertificateTexts::tr("The file is protected in a way that is not supported."),
                //: What to do about such a file.
                CertificateTexts::tr("Export it again with another program, or as PEM.")};
    }
    return {};
}

std::vector<Choice> certificateFindings(const CertificateInspection &inspection, const QDateTime &now)
{
    std::vector<Choice> findings;
    if (inspection.chain.order.empty())
        return findings;
    addKey(findings, inspection);
    addLinks(findings, inspection);
    addOrder(findings, inspection);
    addEnd(findings, inspection);
    addTimes(findings, inspection, now);
    addLeaf(findings, *inspection.leaf());
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Choice &one, const Choice &other) { return rankOf(one) < rankOf(other); });
    return findings;
}

std::vector<Choice> chainRows(const CertificateInspection &inspection, const QDateTime &now)
{
    std::vector<Choice> rows;
    const CertificateChain &chain = inspection.chain;
    for (std::size_t i = 0; i < chain.order.size(); ++i) {
        const Certificate &certificate = inspection.certificates[chain.order[i]];
        const bool isStranger = i >= chain.length;
        const bool isJoined = i == 0 || isStranger || chain.links[i - 1] == ChainLink::Signed;
        const Validity validity = validityOf(certificate, now);
        const bool isGood = isJoined && (validity == Validity::Valid || validity == Validity::Ending);
        const QString mood = isStranger ? Note : isGood ? validityMood(validity) : Bad;
        const QString hint = isStranger //: Below a certificate in a list: it is not part of the chain.
                                 ? CertificateTexts::tr("Not part of the chain")
                             : isJoined ? validityText(certificate, now)
                                        : //: Below a certificate in a list: the issuer of the one before it.
                                 CertificateTexts::tr("Did not sign the one before it");
        rows.push_back({mood, certificate.shortName(), moodSymbol(mood), hint});
    }
    return rows;
}

QString validityText(const Certificate &certificate, const QDateTime &now)
{
    switch (validityOf(certificate, now)) {
    case Validity::Unknown:
        break;
    case Validity::NotYet:
        //: About a certificate. %1 is a day.
        return CertificateTexts::tr("Not valid before %1").arg(certificateDay(certificate.notBefore));
    case Validity::Valid:
        //: About a certificate. %1 is a day.
        return CertificateTexts::tr("Valid until %1").arg(certificateDay(certificate.notAfter));
    case Validity::Ending:
        return expiryText(certificate.notAfter.toMSecsSinceEpoch(), now);
    case Validity::Expired:
        //: About a certificate. %1 is a day.
        return CertificateTexts::tr("Expired on %1").arg(certificateDay(certificate.notAfter));
    }
    //: About a certificate: the times between which it is valid make no sense.
    return CertificateTexts::tr("Its dates cannot be read");
}

QString validityMood(Validity validity)
{
    switch (validity) {
    case Validity::Valid:
        return Good;
    case Validity::Ending:
        return Warning;
    case Validity::Unknown:
    case Validity::NotYet:
    case Validity::Expired:
        break;
    }
    return Bad;
}

QString moodSymbol(const QString &mood)
{
    return mood == Good ? QStringLiteral("check")
           : mood == Note ? QStringLiteral("info")
           : mood == Warning ? QStringLiteral("warning")
                             : QStringLiteral("error");
}

QString certificateDay(const QDateTime &time)
{
    if (!time.isValid())
        return QStringLiteral("–");
    //: A day, as Qt's date formats write it: 3 Mar 2027.
    return QLocale().toString(time.toLocalTime().date(), CertificateTexts::tr("d MMM yyyy"));
}

QString certificateKeyText(const Certificate &certificate)
{
    if (!certificate.keyCurve.isEmpty() || certificate.keyBits == 0 || certificate.keyType.startsWith(QLatin1String("Ed")))
        return certificate.keyCurve.isEmpty() ? certificate.keyType
                                              : certificate.keyType + QLatin1String(", ") + certificate.keyCurve;
    //: A kind of key and its size. %1 is the kind, such as RSA; %n the size.
    return CertificateTexts::tr("%1, %n bits", nullptr, certificate.keyBits).arg(certificate.keyType);
}

QString pairedFingerprint(const QString &hex)
{
    QString paired;
    for (qsizetype i = 0; i < hex.size(); i += 2)
        paired += (i == 0 ? QString() : QStringLiteral(":")) + hex.mid(i, 2);
    return paired;
}

} // namespace coffret
