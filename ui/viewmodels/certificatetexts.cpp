// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/certificatetexts.h"

#include "ui/viewmodels/texts.h"

#include <QCoreApplication>
#include <QLocale>

namespace coffret {

namespace {

struct CertificateTexts
{
    Q_DECLARE_TR_FUNCTIONS(CertificateTexts)
};

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
        return Mood::Good;
    case Validity::Ending:
        return Mood::Warning;
    case Validity::Unknown:
    case Validity::NotYet:
    case Validity::Expired:
        break;
    }
    return Mood::Bad;
}

QString moodSymbol(const QString &mood)
{
    return mood == Mood::Good      ? QStringLiteral("check")
           : mood == Mood::Note    ? QStringLiteral("info")
           : mood == Mood::Warning ? QStringLiteral("warning")
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
    if (!certificate.keyCurve.isEmpty() || certificate.keyBits == 0 ||
        certificate.keyType.startsWith(QLatin1String("Ed")))
        return enumerated({certificate.keyType, certificate.keyCurve});
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
