// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/certificatetexts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

struct CertificateFindings
{
    Q_DECLARE_TR_FUNCTIONS(CertificateFindings)
};

Choice finding(const QString &mood, const QString &text, const QString &hint = {})
{
    return {mood, text, moodSymbol(mood), hint};
}

int rankOf(const Choice &finding)
{
    const std::array ranks{Mood::Bad, Mood::Warning, Mood::Note, Mood::Good};
    return static_cast<int>(std::find(ranks.begin(), ranks.end(), finding.key) - ranks.begin());
}

QString nameAt(const CertificateInspection &inspection, std::size_t place)
{
    return inspection.certificates[inspection.chain.order[place]].shortName();
}

Choice anothersKey(const CertificateInspection &inspection)
{
    const QString hint =
        //: What to do about a private key of another certificate.
        CertificateFindings::tr("A server cannot use them together. Look for the key it was asked for with.");
    if (!inspection.key.owner)
        //: About a certificate and the private key beside it.
        return finding(Mood::Bad, CertificateFindings::tr("The private key does not belong to this certificate."),
                       hint);
    //: About a certificate and the private key beside it. %1 is another certificate's name.
    return finding(Mood::Bad,
                   CertificateFindings::tr("The private key is that of “%1”, further up the chain.")
                       .arg(inspection.certificates[*inspection.key.owner].shortName()),
                   hint);
}

void addKey(std::vector<Choice> &findings, const CertificateInspection &inspection)
{
    const KeyFinding &key = inspection.key;
    switch (key.match) {
    case KeyMatch::None:
        return;
    case KeyMatch::Matches:
        //: About a certificate and the private key beside it.
        findings.push_back(
            finding(Mood::Good, CertificateFindings::tr("The private key belongs to this certificate.")));
        return;
    case KeyMatch::Differs:
        findings.push_back(anothersKey(inspection));
        return;
    case KeyMatch::NeedsPassphrase:
        findings.push_back(finding(
            //: About the private key beside a certificate.
            Mood::Warning, CertificateFindings::tr("The private key is protected by a passphrase."),
            //: What to do about a protected private key.
            CertificateFindings::tr("With the passphrase beside it, it is compared with the certificate.")));
        return;
    case KeyMatch::WrongPassphrase:
        //: About the private key beside a certificate.
        findings.push_back(
            finding(Mood::Bad, CertificateFindings::tr("The passphrase does not open the private key.")));
        return;
    case KeyMatch::NotAKey:
        findings.push_back(finding(
            //: About the private key beside a certificate.
            Mood::Bad, CertificateFindings::tr("The private key cannot be read."),
            //: What to do about a text that is no private key. BEGIN … and END … are lines of such a text.
            CertificateFindings::tr(
                "Take all of its text, from the line BEGIN PRIVATE KEY to the line END PRIVATE KEY.")));
        return;
    case KeyMatch::Unsupported:
        //: About the private key beside a certificate.
        findings.push_back(
            finding(Mood::Note, CertificateFindings::tr("A private key of this kind cannot be checked here.")));
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
                Mood::Bad,
                CertificateFindings::tr("“%1” has the name of the issuer, but did not sign “%2”.").arg(issuer, name),
                //: What to do about an issuer that did not sign.
                CertificateFindings::tr("It may be an older or newer certificate of the same authority.")));
            break;
        case ChainLink::NotAuthority:
            findings.push_back(finding(
                //: About a chain of certificates. %1 is the name of one, %2 of the one below it.
                Mood::Bad,
                CertificateFindings::tr("“%1” signed “%2”, but is not meant to sign others.").arg(issuer, name)));
            break;
        case ChainLink::Unknown:
            findings.push_back(
                //: About a chain of certificates. %1 is the name of one.
                finding(Mood::Note,
                        CertificateFindings::tr("The signature of “%1” cannot be checked here.").arg(name)));
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
            Mood::Note, CertificateFindings::tr("It has signed itself."),
            //: What it means that a certificate has signed itself.
            CertificateFindings::tr("Programs trust it only where somebody told them to.")));
    else if (chain.isComplete)
        findings.push_back(finding(
            //: About a chain of certificates. %1 is the name of its last one.
            Mood::Good, CertificateFindings::tr("The chain is complete, up to “%1”.").arg(last.shortName())));
    else if (chain.length == 1)
        findings.push_back(finding(
            //: About a certificate that came without its chain. %1 is the issuer's name.
            Mood::Warning,
            CertificateFindings::tr("The certificate of its issuer, “%1”, is missing.").arg(last.issuerName()),
            //: What to do about a missing issuer.
            CertificateFindings::tr("Servers usually need it. The issuer offers it as the chain or bundle.")));
    else
        findings.push_back(finding(
            //: About a chain of certificates. %1 is the name of an issuer that is not part of it.
            Mood::Note, CertificateFindings::tr("The chain ends below “%1”.").arg(last.issuerName()),
            //: What it means that a chain ends there.
            CertificateFindings::tr("That is fine when it is a root: programs have those themselves.")));
}

void addOrder(std::vector<Choice> &findings, const CertificateInspection &inspection)
{
    const CertificateChain &chain = inspection.chain;
    if (!chain.isInOrder)
        findings.push_back(finding(
            //: About a chain of certificates.
            Mood::Warning, CertificateFindings::tr("The certificates are out of order."),
            //: What the order of certificates is.
            CertificateFindings::tr("First comes the certificate itself, then the issuer of each.")));
    if (const auto others = static_cast<int>(chain.order.size() - chain.length); others > 0)
        findings.push_back(finding(
            //: About several certificates in one text. %n is how many are no part of the chain.
            Mood::Note,
            CertificateFindings::tr("%n certificate(s) here belong to none of the others.", nullptr, others)));
}

void addTimes(std::vector<Choice> &findings, const CertificateInspection &inspection, const QDateTime &now)
{
    for (std::size_t i = 1; i < inspection.chain.length; ++i) {
        const Certificate &issuer = inspection.certificates[inspection.chain.order[i]];
        if (const Validity validity = validityOf(issuer, now); validity != Validity::Valid)
            findings.push_back(
                finding(validityMood(validity),
                        //: About a chain of certificates. %1 is the name of an issuer, %2 a sentence such as "Expires
                        //: tomorrow".
                        CertificateFindings::tr("“%1”: %2").arg(issuer.shortName(), validityText(issuer, now))));
    }
}

void addLeaf(std::vector<Choice> &findings, const Certificate &leaf)
{
    if (leaf.isWeak)
        findings.push_back(finding(
            //: About a certificate.
            Mood::Warning, CertificateFindings::tr("Its key or its signature is too weak for today."),
            //: What it means that a certificate is weak: MD5 and SHA-1 are ways to sign.
            CertificateFindings::tr("MD5, SHA-1 and RSA keys below 2048 bits are refused by most programs.")));
    if (leaf.namesUnreadable)
        findings.push_back(finding(
            //: About a certificate: the names of the hosts it is for.
            Mood::Warning, CertificateFindings::tr("The names it is for cannot be read.")));
    if (leaf.isAuthority)
        //: About a certificate.
        findings.push_back(
            finding(Mood::Note, CertificateFindings::tr("It is an authority: it may sign other certificates.")));
}

} // namespace

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
        const QString mood = isStranger ? Mood::Note : isGood ? validityMood(validity) : Mood::Bad;
        const QString hint = isStranger //: Below a certificate in a list: it is not part of the chain.
                                 ? CertificateFindings::tr("Not part of the chain")
                                 : isJoined ? validityText(certificate, now)
                                            : //: Below a certificate in a list: the issuer of the one before it.
                                       CertificateFindings::tr("Did not sign the one before it");
        rows.push_back({mood, certificate.shortName(), moodSymbol(mood), hint});
    }
    return rows;
}

} // namespace coffret
