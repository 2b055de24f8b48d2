// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Coffret.Ui

/// Whom an account kit or a link is for, and at which server.
InfoCard {
    id: root

    required property EnrolmentViewModel enrolment
    required property string server

    details: root.enrolment.personName === "" ? root.server : root.enrolment.personEmail + "\n" + root.server
    symbol: "user"
    title: root.enrolment.personName === "" ? root.enrolment.personEmail : root.enrolment.personName
    visible: root.enrolment.personEmail !== ""
}
